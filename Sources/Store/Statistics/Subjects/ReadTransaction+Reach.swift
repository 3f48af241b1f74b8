import CommunityRules
import RecipeModel
import Store

extension ReadTransaction {
  /// The reach of somebody in keys of the store, which say of every recipe whether it is within.
  func readerKeys(_ reach: Reach) throws(StoreFault) -> ReaderKeys {
    switch reach {
    case .installation: try operatorKeys()
    case .person(let user, let communities):
      try readerKeys(of: user, communities: communities)
    }
  }

  /// A living community within a reach.
  func community(
    _ id: CommunityID, within reach: Reach
  ) throws(StoreFault) -> StoredCommunity? {
    guard reach.contains(id), let community = try community(id), community.deletion == nil else {
      return nil
    }
    return community
  }

  /// The recipes of a scope that are within reach: in its communities, and in one's own catalogue.
  func recipes(in scope: RecipeScope, within reach: Reach) throws(StoreFault) -> [RecipeKey] {
    let keys = try recipeKeys(in: scope)
    guard reach != .installation else { return keys }
    let reader = try readerKeys(reach)
    var visible: [RecipeKey] = []
    for key in keys {
      guard let place = try recipePlace(of: key),
        reader.reach(community: place.community, creator: place.creator)
      else { continue }
      visible.append(key)
    }
    return visible
  }
}
