import Communities
import Console
import JSONText
import RecipeModel

extension FeedEntry {
  /// Writes the members of the entry's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("kind", kind.rawValue)
    writer.member("user", user)
    writer.member("community", community)
    if let recipe {
      writer.key("recipe")
      writer.object { writer in
        writer.member("id", recipe.id)
        writer.member("title", recipe.title)
      }
    }
    writer.member("createdAt", createdAt)
    if let isUnread { writer.member("unread", isUnread) }
  }
}

extension HumanOutput {
  /// Writes a page of a feed; one's own says where things happened.
  func show(_ page: FeedPage, isOwn: Bool) {
    guard !page.isSwitchedOff else {
      return note("no notifications are wanted: `levain user settings --notifications all`")
    }
    guard !page.entries.isEmpty else { return note("nothing happened") }
    let hasMarks = page.entries.contains { $0.isUnread == true }
    var table = TextTable(
      columns: (hasMarks ? [.init("")] : []) + [.init("when"), .init("who"), .init("what")]
        + (isOwn ? [.init("where")] : []) + [.init("recipe"), .init("id", .right)])
    for entry in page.entries {
      var cells: [TextTable.Cell] = hasMarks ? [.init(entry.isUnread == true ? "new" : "")] : []
      cells += [.init(entry.createdAt.description), .init(entry.user), .init(entry.kind.inWords)]
      if isOwn { cells.append(.init(entry.community ?? "")) }
      cells += [
        .init(entry.recipe?.title ?? "", .emphasis), .init(entry.recipe?.id.text ?? ""),
      ]
      table.append(cells)
    }
    self.table(table)
    if let next = page.next { note("there are more: --after \(next.text)") }
  }
}

extension ActivityKind {
  /// What happened to the user, or what they did.
  fileprivate var inWords: String {
    switch self {
    case .recipeCreated: "created a recipe"
    case .recipesImported: "imported recipes"
    case .variantProposed: "proposed an update"
    case .proposalAccepted: "had a proposal accepted"
    case .proposalRejected: "had a proposal rejected"
    case .variantCreated: "made a variant"
    case .recipeShared: "shared a recipe"
    case .userJoined: "joined"
    case .userLeft: "left"
    case .userPromoted: "became an admin"
    case .communityDeleted: "lost a deleted community"
    }
  }
}
