import CommunityRules
import RecipeModel
import Store

extension CommunityActions {
  /// Marks all of a community's feed, or of one's own, as read by whoever asks.
  ///
  /// What is stored afterwards is unread, whenever it happened. A mark says nothing to anybody
  /// else, so it stands neither in the audit log nor in backups.
  public func markFeedRead(_ name: FeedName, as acting: ActingAs) throws {
    try change(as: acting) { change in
      let feed = try change.standings.feed(name, for: change.asker)
      try change.transaction.markFeedRead(
        of: try change.asker.requireFeed().key, in: feed.community?.key, at: change.now)
    }
  }
}
