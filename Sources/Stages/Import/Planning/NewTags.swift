import CommunityRules
import RecipeModel
import Store

/// The tags that no recipe of the store has yet and that an import would bring.
struct NewTags {
  /// The first of them, as they would be shown.
  private(set) var names: [String] = []
  private(set) var count = 0
  /// 64 bits of a hash of each folded name that was met.
  private var met: Set<UInt64> = []

  mutating func add(
    _ tags: [TagName], in transaction: ReadTransaction
  ) throws(StoreFault) {
    for tag in tags where met.insert(IdentityCounter.hash([tag.folded.text])).inserted {
      guard try transaction.tag(named: tag.folded) == nil else { continue }
      count += 1
      if names.count < ImportPlan.Listed.newTags { names.append(tag.shown) }
    }
  }
}
