import RecipeModel
import Store

/// Finds the roots of recipes, and ties roots to other trees so that no circle is made.
///
/// A recipe that is tied was a root until then, so a tie makes a circle just when it is the root of
/// its origin's tree.
struct Ancestry {
  /// What is known to stand above a recipe, if not right above it; trees of thousands of
  /// generations are climbed once.
  private var above: [RecipeKey: RecipeKey] = [:]

  enum Outcome {
    case tied
    /// It has an origin already.
    case isTied
    /// It would be its own ancestor.
    case isCircular
  }

  mutating func tie(
    _ recipe: RecipeKey, to origin: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) -> Outcome {
    guard try root(of: origin, in: transaction) != recipe else { return .isCircular }
    guard try transaction.link(recipe, asVariantOf: origin) else { return .isTied }
    above[recipe] = origin
    return .tied
  }

  private mutating func root(
    of recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) -> RecipeKey {
    var root = recipe
    var path: [RecipeKey] = []
    while true {
      let known = above[root]
      guard let next = try known == nil ? transaction.origin(of: root) : known else { break }
      path.append(root)
      root = next
    }
    for step in path { above[step] = root }
    return root
  }
}
