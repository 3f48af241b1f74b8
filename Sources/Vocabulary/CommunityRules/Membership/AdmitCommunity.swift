public import RecipeModel

/// A community that an archive brings: admitted only with a living admin (R2).
///
/// A refused one is quarantined, with all that belongs to it.
public enum AdmitCommunity {
  /// One membership as the archive states it.
  public struct StatedMembership: Sendable, Equatable {
    public var role: Role
    /// Neither the membership nor its user is deleted.
    public var isLiving: Bool

    public init(role: Role, isLiving: Bool) {
      self.role = role
      self.isLiving = isLiving
    }
  }

  /// Refuses a living community without a living admin; a deleted one needs none.
  ///
  /// `memberships` are all that the store will hold of it, those already there included.
  public static func decide(
    _ community: CommunityStanding, memberships: some Sequence<StatedMembership>
  ) throws(Refusal) {
    guard community.life.isLiving else { return }
    let hasAdmin = memberships.contains { $0.isLiving && $0.role == .admin }
    guard !hasAdmin else { return }
    throw Refusal(
      .r2, who: "the archive", asked: "bring in \(community.slug)",
      because: "it has no living admin",
      instead: "make one of its members an admin in the archive and replay it")
  }
}
