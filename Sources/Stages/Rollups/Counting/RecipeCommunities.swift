import RecipeModel
import Store

/// In which community every recipe lies, by key.
struct RecipeCommunities: Sendable {
  /// 0 for a catalogue.
  private var communities: [Int32] = []

  init(in transaction: ReadTransaction) throws(StoreFault) {
    var communities: [Int32] = []
    try transaction.eachRecipeCommunity { recipe, community in
      let place = Int(recipe.value)
      if place >= communities.count {
        let size = max(place + 1, communities.count * 2)
        communities.append(contentsOf: repeatElement(0, count: size - communities.count))
      }
      communities[place] = Int32(community.value)
    }
    self.communities = communities
  }

  /// The key of the community that a recipe lies in; 0 for a catalogue.
  func community(of recipe: Int64) -> Int {
    communities.indices.contains(Int(recipe)) ? Int(communities[Int(recipe)]) : 0
  }
}
