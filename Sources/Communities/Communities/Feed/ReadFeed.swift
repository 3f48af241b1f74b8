import CommunityRules
import RecipeModel
import Store

extension CommunityActions {
  /// A page of the feed of a community, for its members and the operator, or of one's own (R7).
  ///
  /// One's own feed holds one's acts and what others did with one's recipes; with the preference
  /// `all`, the default, also what happened in one's communities; with `none` nothing. What
  /// happened in a community that one has left or that is deleted shows neither it nor a recipe.
  public func readFeed(_ request: FeedRequest, as acting: ActingAs) throws -> FeedPage {
    precondition(request.limit > 0, "a page has room for an entry")
    return try look(as: acting) { standings, asker in
      let feed = try standings.feed(request.feed, for: asker)
      guard !feed.isSwitchedOff else {
        return FeedPage(entries: [], next: nil, isSwitchedOff: true)
      }
      let mark = try asker.key.flatMap {
        try standings.transaction.feedMark(of: $0, in: feed.community?.key)
      }
      let cursor = try request.after.map { try standings.cursor(at: $0, in: feed, for: asker) }
      // One more than asked for tells whether there is a next page.
      let found = try standings.entries(
        of: feed,
        FeedSpan(
          before: cursor, unreadAfter: request.isUnreadOnly ? mark : nil, limit: request.limit + 1),
        for: asker)
      let page = found.prefix(request.limit)
      return FeedPage(
        entries: page.map { asker.entry($0, of: feed, mark: mark) },
        next: found.count > request.limit ? page.last?.activity.id : nil, isSwitchedOff: false)
    }
  }
}

/// A feed with the parts that it is made of.
struct Feed {
  /// Nil for one's own.
  var community: StoredCommunity?
  var parts: [FeedPart]

  var isSwitchedOff: Bool { parts.isEmpty }
}

extension Standings {
  func feed(_ name: FeedName, for asker: Asker) throws -> Feed {
    switch name {
    case .community(let given):
      let community = try community(named: given, for: asker)
      _ = try ViewCommunity.decide(community.standing, by: asker.actor)
      return Feed(community: community, parts: [.community(community.key)])
    case .own:
      let user = try asker.requireFeed()
      let own: [FeedPart] = [.acts(of: user.key), .recipes(of: user.key)]
      switch user.notifications {
      case .all:
        return Feed(parts: own + asker.roles.map { .community($0.community) })
      case .own: return Feed(parts: own)
      case .none: return Feed(parts: [])
      }
    }
  }

  /// The newest entries of all parts together, each once.
  fileprivate func entries(
    of feed: Feed, _ span: FeedSpan, for asker: Asker
  ) throws -> [StoredFeedEntry] {
    var span = span
    var entries: [StoredFeedEntry] = []
    for part in feed.parts {
      let found = try transaction.feed(part, span, for: asker.key)
      guard !entries.isEmpty else {
        entries = found
        continue
      }
      let known = Set(entries.map(\.activity.key))
      entries += found.filter { !known.contains($0.activity.key) }
      entries.sort { FeedCursor(at: $0.activity) > FeedCursor(at: $1.activity) }
      guard entries.count >= span.limit else { continue }
      entries.removeLast(entries.count - span.limit)
      // What the parts to come have is asked for only as far as it is newer than what is there.
      if let last = entries.last { span.after = FeedCursor(at: last.activity) }
    }
    return entries
  }

  /// The place of an entry; one that the feed never holds is as unknown as one that is not there.
  fileprivate func cursor(
    at id: ActivityID, in feed: Feed, for asker: Asker
  ) throws -> FeedCursor {
    guard let (activity, recipeCreator) = try transaction.activity(id),
      feed.parts.contains(where: { part in
        switch part {
        case .community(let key): activity.community == key
        case .acts(let user): activity.user == user
        case .recipes(let user): recipeCreator == user
        }
      }),
      activity.kind != .proposalRejected
        || asker.key != nil
          && [activity.user, recipeCreator].contains(asker.key)
    else { throw UnknownReference(.activity, id.text) }
    return FeedCursor(at: activity)
  }
}

extension Asker {
  /// The user whose own feed is meant; the operator has none (R7).
  func requireFeed() throws(Refusal) -> StoredUser {
    guard let user else {
      throw Refusal(
        .r7, who: actor.name, asked: "see a feed of their own", because: "only a user has one",
        instead: "see that of a community, or do it as a user")
    }
    return user
  }

  /// An entry as it is shown to whoever asks.
  fileprivate func entry(
    _ stored: StoredFeedEntry, of feed: Feed, mark: ActivityKey?
  ) -> FeedEntry {
    let activity = stored.activity
    let community = activity.community.flatMap { key in
      feed.community?.slug ?? roles.first { $0.community == key }?.slug
    }
    return FeedEntry(
      id: activity.id, kind: activity.kind, user: stored.username, community: community,
      recipe: stored.recipe.flatMap { shown($0) }, createdAt: activity.createdAt,
      isUnread: isOperator ? nil : mark.map { activity.key > $0 } ?? true)
  }

  /// A recipe that lives and is within reach; nil for any other.
  private func shown(_ recipe: StoredFeedEntry.Recipe) -> FeedEntry.Recipe? {
    guard recipe.isLiving, let title = recipe.title else { return nil }
    if let community = recipe.community {
      guard isOperator || roles.contains(where: { $0.community == community }) else {
        return nil
      }
    } else if !isOperator, recipe.creator != key {
      return nil
    }
    return FeedEntry.Recipe(id: recipe.id, title: title)
  }
}
