public import RecipeModel

/// Lifting a takedown: the operator, or an admin of the community that it is of (R23a).
///
/// Never the creator as such: what was taken down is not theirs to restore.
public enum LiftTakedown {
  /// Decides on giving back what a takedown took, until its retention ends (R21).
  public static func restore(
    _ recipe: RecipeStanding, takenDownIn scope: TakeDown.Scope, retention: Retention,
    by actor: Actor, at now: Instant
  ) throws(Refusal) -> Restoration {
    let asked = "restore recipe \(recipe.id)"
    try requireAuthority(over: recipe, scope, for: actor, to: asked)
    return Restoration(
      of: try recipe.life.requireRestorable(within: retention, at: now, for: actor, to: asked))
  }

  /// Decides on lifting a takedown; nil when what it took is past its retention, so that only the
  /// content may be stored again.
  public static func decide(
    _ recipe: RecipeStanding, takenDownIn scope: TakeDown.Scope, retention: Retention,
    by actor: Actor, at now: Instant
  ) throws(Refusal) -> Restoration? {
    try requireAuthority(
      over: recipe, scope, for: actor, to: "lift the takedown of recipe \(recipe.id)")
    guard case .deleted(let deletion, let deletedAt) = recipe.life,
      now < retention.end(after: deletedAt)
    else { return nil }
    return Restoration(of: deletion)
  }

  private static func requireAuthority(
    over recipe: RecipeStanding, _ scope: TakeDown.Scope, for actor: Actor, to asked: String
  ) throws(Refusal) {
    try actor.requireLiving(to: asked)
    guard case .person(let person) = actor else { return }
    if case .community(let community) = scope, person.role(in: community) == .admin { return }
    guard try Reach.decide(by: actor).contains(recipe) else { throw .unseen(actor, asked) }
    switch scope {
    case .everywhere:
      throw actor.refusal(
        .r23a, asked, because: "the operator took it down", instead: "ask the operator")
    case .community:
      throw actor.refusal(
        .r23a, asked, because: "it was taken down", instead: "ask an admin or the operator")
    }
  }
}
