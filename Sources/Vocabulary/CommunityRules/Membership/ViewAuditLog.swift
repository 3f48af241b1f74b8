/// Reading the audit log: of everything the operator, of a community its admins too, of themselves
/// anybody.
public enum ViewAuditLog {
  public enum Scope: Sendable, Equatable {
    case installation
    case community(CommunityStanding)
    /// What one did, and what was done with one's account.
    case own
  }

  /// Whether an entry is shown with what it notes besides: ids of copies that are nobody else's to
  /// know, among others (R7, R19).
  public static func decide(_ scope: Scope, by actor: Actor) throws(Refusal) -> Bool {
    switch scope {
    case .installation:
      try actor.requireOperator(
        to: "see the audit log of the installation", or: .r7,
        instead: "an admin can see that of a community, and anybody their own")
    case .community(let community):
      // The operator sees that of a deleted one, too: the log outlives what it is about.
      guard actor != .operator else { break }
      try actor.requireAdmin(
        of: community, to: "see the audit log of \(community.slug)", or: .r7)
    case .own:
      _ = try actor.requirePerson(
        to: "see an audit log of their own", or: .r7, instead: "see that of the installation")
    }
    return actor == .operator
  }
}
