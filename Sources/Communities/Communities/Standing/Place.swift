import CommunityRules
import RecipeModel
import Store

/// Where a recipe is or shall be, as the store knows it.
enum Place {
  case community(StoredCommunity)
  case catalogue

  var standing: RecipePlace {
    switch self {
    case .community(let community): .community(community.standing)
    case .catalogue: .catalogue
    }
  }

  var community: StoredCommunity? {
    switch self {
    case .community(let community): community
    case .catalogue: nil
    }
  }
}

/// A recipe with what rules and lists ask of it.
struct LoadedRecipe {
  let stored: StoredRecipe
  let creator: StoredUser
  let place: Place

  var standing: RecipeStanding {
    RecipeStanding(
      id: stored.id, creator: creator.id, place: place.standing, life: Life(stored.deletion))
  }
}

extension StoredCommunity {
  var standing: CommunityStanding {
    CommunityStanding(id: id, slug: slug, life: Life(deletion))
  }
}

extension Life {
  init(_ mark: DeletionMark?) {
    self = mark.map { .deleted(by: DeletionID($0.deletion), at: $0.at) } ?? .living
  }
}

extension DeletionID {
  /// A deletion as rules name it; its row has no other id.
  init(_ key: DeletionKey) { self.init(String(key.value)) }
}

extension DeletionMark {
  /// What a decided deletion marks the rows with that it takes.
  init(_ deletion: Deletion, key: DeletionKey) { self.init(deletion: key, at: deletion.at) }
}

extension DeletionKey {
  /// The deletion that a decided restoration undoes.
  init(_ restoration: Restoration) {
    guard let key = Int64(restoration.deletion.text) else {
      preconditionFailure("deletions are named by their keys")
    }
    self.init(key)
  }
}
