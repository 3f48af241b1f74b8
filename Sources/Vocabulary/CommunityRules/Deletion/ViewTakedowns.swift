public import RecipeModel

/// Seeing what was taken down, and why: the operator all of it, admins their communities' (R23a).
public enum ViewTakedowns {
  public enum Sight: Sendable, Equatable {
    case installation
    case communities(Set<CommunityID>)
  }

  /// Decides on the list; `community` narrows it to one.
  public static func decide(
    in community: CommunityStanding? = nil, by actor: Actor
  ) throws(Refusal) -> Sight {
    let asked = "see what was taken down" + (community.map { " in \($0.slug)" } ?? "")
    try actor.requireLiving(to: asked)
    guard case .person(let person) = actor else {
      return community.map { .communities([$0.id]) } ?? .installation
    }
    let administered = Set(person.roles.filter { $0.value == .admin }.keys)
    let asksFor = community.map { [$0.id] } ?? administered
    guard !asksFor.isEmpty, administered.isSuperset(of: asksFor) else {
      throw actor.refusal(.r23a, asked, because: "only the operator or an admin can")
    }
    return .communities(asksFor)
  }
}
