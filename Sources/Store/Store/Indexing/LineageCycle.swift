public import PipelineCore
public import RecipeModel

/// Recipes that are their own ancestors: no order of generations can be told.
///
/// No row alone shows it, so no constraint refuses it.
public struct LineageCycle: Fault, Equatable {
  /// Each recipe is followed by what it was forked from; the last one by the first.
  public var path: [RecipeID]

  public init(path: [RecipeID]) {
    self.path = path
  }

  public var what: String {
    let shown = path.prefix(LineageCycle.shownAtMost).map(\.text.escapedForTerminal)
    let rest = path.count - shown.count
    let middle = rest > 0 ? shown + ["… \(rest) more …"] : shown
    return "recipes are their own ancestors: "
      + (middle + path.prefix(1).map(\.text.escapedForTerminal)).joined(separator: " -> ")
  }

  public var hint: String? { "restore the last backup into a new store: `levain backup restore`" }

  private static let shownAtMost = 10
}

extension ReadTransaction {
  /// The oldest ancestor of a recipe along its forks: itself for one that is no fork.
  ///
  /// Takes as many look-ups as the recipe is deep. Throws `LineageCycle` or `StoreFault`.
  public func forkRoot(of recipe: RecipeKey) throws -> RecipeKey {
    var trail = [recipe]
    var seen: Set<RecipeKey> = [recipe]
    while let origin = try forkOrigin(of: trail[trail.count - 1]) {
      guard seen.insert(origin).inserted else {
        throw LineageCycle(path: try cycle(closing: trail, at: origin))
      }
      trail.append(origin)
    }
    return trail[trail.count - 1]
  }

  private func cycle(
    closing trail: [RecipeKey], at first: RecipeKey
  ) throws(StoreFault) -> [RecipeID] {
    var path: [RecipeID] = []
    for recipe in trail.drop(while: { $0 != first }) {
      let id = try row("SELECT public_id FROM recipe WHERE id = ?", [recipe.value]) {
        RecipeID($0[0])
      }
      if let id { path.append(id) }
    }
    return path
  }
}
