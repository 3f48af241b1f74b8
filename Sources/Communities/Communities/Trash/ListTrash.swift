import CommunityRules
import PipelineCore
import RecipeModel
import Store

/// Whose trash is asked for, as people name it.
public enum TrashPlaceName: Sendable, Hashable {
  /// All that there is for whoever asks.
  case everything
  /// What they created themselves.
  case own
  /// A community, by its slug or id.
  case community(String)
}

extension CommunityActions {
  /// What is deleted and can still be restored (R20, R21), the last deleted first.
  public func listTrash(
    in place: TrashPlaceName = .everything, limit: Int, as acting: ActingAs
  ) throws -> TrashPage {
    precondition(limit > 0, "a page has room for an item")
    return try look(as: acting) { standings, asker in
      let sight = try ViewTrash.decide(
        try standings.trashRequest(place, for: asker), by: asker.actor)
      let trash = Trash(
        standings: standings, asker: asker, retention: try standings.retention(),
        now: surroundings.now(), limit: limit + 1)
      var items = try trash.items(in: sight).sorted { $0.comesBefore($1) }
      if !asker.isOperator { for index in items.indices { items[index].deletion = nil } }
      return TrashPage(items: Array(items.prefix(limit)), hasMore: items.count > limit)
    }
  }
}

extension Standings {
  fileprivate func trashRequest(
    _ place: TrashPlaceName, for asker: Asker
  ) throws -> ViewTrash.Request {
    switch place {
    case .everything: .everything
    case .own: .own
    case .community(let given):
      .community(try community(named: given, includingDeleted: true, for: asker).standing)
    }
  }
}

/// Gathers what the trash shows to somebody.
private struct Trash {
  let standings: Standings
  let asker: Asker
  let retention: Retention
  let now: Instant
  let limit: Int

  private var transaction: ReadTransaction { standings.transaction }

  /// What was deleted at or before this moment is past its retention.
  private var horizon: Instant {
    now.advanced(byMilliseconds: Int64(retention.days) * -86_400_000)
  }

  func items(in sight: ViewTrash.Sight) throws -> [TrashItem] {
    switch sight {
    case .installation:
      return try communities { _ in true } + recipes(.installation)
    case .community(let id):
      let key = try key(of: id)
      return try communities { $0.key == key } + recipes(.community(key))
    case .createdIn(let id, let user):
      let key = try key(of: id)
      return try recipes(.createdBy(try self.key(of: user))) { $0.community == key }
    case .person(let user, let communities):
      let user = try key(of: user)
      let administered = try communities.map { try key(of: $0) }
      // What becomes of recipes in a community that they have left is not theirs to know (R7).
      let own = try recipes(.createdBy(user)) { recipe in
        recipe.community.map { key in asker.roles.contains { $0.community == key } } ?? true
      }
      return try administered.reduce(into: own) { items, community in
        items += try recipes(.community(community)) { $0.creator != user }
      }
    }
  }

  private func key(of id: CommunityID) throws -> CommunityKey {
    guard let community = try transaction.community(id) else {
      throw StoreFault(.inconsistent("a community that a rule names is not there"))
    }
    return community.key
  }

  private func key(of id: UserID) throws -> UserKey {
    guard let user = asker.user, user.id == id else {
      throw StoreFault(.inconsistent("a rule lets somebody else look"))
    }
    return user.key
  }

  private func communities(where isAsked: (StoredCommunity) -> Bool) throws -> [TrashItem] {
    try transaction.deletedCommunities().filter(isAsked).compactMap { community in
      guard let mark = community.deletion, mark.at > horizon,
        let deletion = try transaction.deletion(mark.deletion)
      else { return nil }
      return TrashItem(
        subject: .community(
          community.id, name: community.name,
          recipes: try transaction.recipeCount(takenBy: mark.deletion)),
        community: community.slug, deletion: mark.deletion, kind: deletion.kind,
        deletedBy: try deletion.actor.flatMap { try transaction.user($0)?.username },
        deletedAt: mark.at, restorableUntil: retention.end(after: mark.at),
        isRestorable: asker.isOperator)
    }
  }

  private func recipes(
    _ scope: TrashScope, where isAsked: (StoredRecipe) -> Bool = { _ in true }
  ) throws -> [TrashItem] {
    var read = limit
    while true {
      let trashed = try transaction.trashedRecipes(scope, deletedAfter: horizon, limit: read)
      let asked = trashed.filter { isAsked($0.listing.recipe) }
      if asked.count >= limit || trashed.count < read {
        return try asked.prefix(limit).map { try item($0) }
      }
      // Among those read too few were asked for.
      read *= 4
    }
  }

  private func item(_ trashed: TrashedRecipe) throws -> TrashItem {
    let loaded = try standings.load(trashed.listing.recipe)
    guard let mark = loaded.stored.deletion else {
      throw StoreFault(.inconsistent("a recipe in the trash is not deleted"))
    }
    return TrashItem(
      subject: .recipe(
        loaded.stored.id, title: trashed.listing.title, creator: trashed.listing.creatorName),
      community: loaded.place.community?.slug, deletion: mark.deletion, kind: trashed.deletion,
      deletedBy: trashed.deletedBy, deletedAt: mark.at,
      restorableUntil: retention.end(after: mark.at), isRestorable: try isRestorable(loaded))
  }

  private func isRestorable(_ recipe: LoadedRecipe) throws -> Bool {
    do {
      _ = try standings.restoration(of: recipe, retention: retention, by: asker, at: now)
      return true
    } catch is Refusal {
      return false
    }
  }
}

extension TrashItem {
  /// The order of lists: the last deleted first, communities first among equals.
  fileprivate func comesBefore(_ other: TrashItem) -> Bool {
    (deletedAt, isCommunity ? 1 : 0, deletion?.value ?? 0) > (
      other.deletedAt, other.isCommunity ? 1 : 0, other.deletion?.value ?? 0
    )
  }

  private var isCommunity: Bool {
    if case .community = subject { true } else { false }
  }
}
