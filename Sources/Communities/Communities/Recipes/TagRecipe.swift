public import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Puts tags on one recipe and takes others off (R10); its creator's to do.
  ///
  /// Gives its tags as they are shown afterwards, in the order of their folded names.
  @discardableResult
  public func tagRecipe(
    _ id: RecipeID, adding: [TagName] = [], removing: [TagName] = [], as acting: ActingAs
  ) throws -> [String] {
    try change(as: acting) { try $0.tagRecipe(id, adding: adding, removing: removing) }
  }
}

extension Change {
  func tagRecipe(_ id: RecipeID, adding: [TagName], removing: [TagName]) throws -> [String] {
    let recipe = try standings.recipe(id, changedBy: asker)
    let key = recipe.stored.key
    let carried = try transaction.tags(of: key)
    let decision = try TagRecipe.decide(
      TagRecipe.Request(adding: adding, removing: removing), on: recipe.standing,
      carried: Set(carried.map(\.folded)), known: try known(adding),
      by: asker.actor)
    let removed = carried.filter { decision.removed.contains($0.folded) }
    let added = try decision.added.map { try tag($0) }
    for tag in added { try transaction.add(tag, to: key) }
    for tag in removed { try transaction.remove(tag.key, from: key) }
    let carriedNow = try transaction.tags(of: key)
    if !added.isEmpty || !removed.isEmpty {
      try transaction.touch(key, at: now)
      try audit(
        .tagRecipe, .recipe(id), in: recipe.stored.community,
        [
          JSONMember("added", ids: carriedNow.filter { added.contains($0.key) }.map(\.id)),
          JSONMember("removed", ids: removed.map(\.id)),
        ])
    }
    return carriedNow.map(\.name)
  }
}

extension Change {
  /// Those of the tags that some recipe has already, as they are shown.
  fileprivate func known(_ names: [TagName]) throws -> [TagName] {
    try names.compactMap { name in
      try transaction.tag(named: name.folded).map { try TagName($0.name) }
    }
  }
}
