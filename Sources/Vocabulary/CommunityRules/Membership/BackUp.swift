/// Taking a backup: of a community its admins and the operator, of the installation the operator.
public enum BackUp {
  public enum Scope: Sendable, Equatable {
    case community(CommunityStanding)
    case installation
  }

  /// What the backup holds besides what its scope says.
  public struct Decision: Sendable, Equatable {
    /// Only towards the operator (R7).
    public var holdsEmailAddresses: Bool
    /// Never in a backup of one community, whoever takes it (R7).
    public var holdsPersonalCopies: Bool
  }

  public static func decide(_ scope: Scope, by actor: Actor) throws(Refusal) -> Decision {
    switch scope {
    case .community(let community):
      try actor.requireAdmin(of: community, to: "back up \(community.slug)", or: .r7)
      return Decision(holdsEmailAddresses: actor == .operator, holdsPersonalCopies: false)
    case .installation:
      try actor.requireOperator(
        to: "back up the installation", or: .r7, instead: "an admin can back up a community")
      return Decision(holdsEmailAddresses: true, holdsPersonalCopies: true)
    }
  }
}
