import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Shows what happened, or marks it as read.
struct FeedCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: "Show what happened in a community or to oneself, newest first.",
    discussion: """
      One's own feed holds what one did and what others did with one's recipes and, unless `levain \
      user settings --notifications own` was said, what happened in one's communities. A recipe \
      that is deleted or out of sight shows no title.

      EXAMPLES:
        levain feed --as ada@example.org --unread
        levain feed --in bakers --limit 10
        levain feed --mark-read --as ada@example.org

      JSON (levain.feed/1): entries, each with id, kind (recipe_created, recipes_imported, \
      variant_proposed, proposal_accepted, proposal_rejected, variant_created, recipe_shared, \
      user_joined, user_left, user_promoted or community_deleted), user, community (its slug), \
      recipe (id and title), createdAt, unread (not for the operator); next (what --after takes \
      for the next page; not on the last one); switchedOff (when no notifications are wanted). \
      With --mark-read: markedRead.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "Of the community with this slug or id; without it one's own.", valueName: "slug"))
  var community: String?

  @Flag(help: "Show only what was not marked as read.")
  var unread = false

  @Flag(help: "Mark all of it as read, and show nothing.")
  var markRead = false

  @Option(help: "How many entries to show at most, up to 10000.")
  var limit = 50

  @Option(
    help: ArgumentHelp(
      "Go on after the entry with this id, the last one of the page before.", valueName: "id"))
  var after: String?

  func validate() throws {
    try PageLimit.check(limit)
    guard !markRead || !unread && after == nil else {
      throw ValidationError("--mark-read takes neither --unread nor --after.")
    }
  }

  func run(in session: CommandSession) throws -> FeedResult {
    let feed = community.map { FeedName.community($0) } ?? .own
    let actions = try session.communities()
    if markRead {
      try actions.markFeedRead(feed, as: actor.acting)
      return FeedResult(content: .markedRead)
    }
    let page = try actions.readFeed(
      FeedRequest(feed, isUnreadOnly: unread, after: after.map { ActivityID($0) }, limit: limit),
      as: actor.acting)
    return FeedResult(content: .page(page, isOwn: community == nil))
  }
}

/// A page of a feed, or that it was marked as read.
struct FeedResult: CommandResult {
  enum Content {
    case page(FeedPage, isOwn: Bool)
    case markedRead
  }

  var content: Content

  var schema: String { "feed/1" }

  func writeMembers(to writer: inout JSONWriter) {
    switch content {
    case .markedRead: writer.member("markedRead", true)
    case .page(let page, _):
      writer.key("entries")
      writer.array { writer in
        for entry in page.entries { writer.object { writer in entry.writeMembers(to: &writer) } }
      }
      writer.member("next", page.next)
      if page.isSwitchedOff { writer.member("switchedOff", true) }
    }
  }

  func show(on output: HumanOutput) {
    switch content {
    case .markedRead: output.note("marked as read")
    case .page(let page, let isOwn): output.show(page, isOwn: isOwn)
    }
  }
}
