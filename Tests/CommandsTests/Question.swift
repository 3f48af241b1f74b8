import TestKit

/// Something that a person asks of the tool.
struct Question {
  /// What the answer is about, and in which form.
  var surface: String
  var arguments: [String]

  init(_ surface: String, _ arguments: String...) {
    self.surface = surface
    self.arguments = arguments
  }

  init(_ surface: String, _ arguments: [String]) {
    self.surface = surface
    self.arguments = arguments
  }
}

extension Question {
  /// All that somebody can ask who knows every id and every word of a world.
  static func all(about world: World) -> [Question] {
    let ids = world.ids.sorted { $0.key < $1.key }
    let recipes = ids.filter { name, _ in
      ["r", "copy-", "fork", "variant-", "early-"].contains { name.hasPrefix($0) }
    }
    let proposals = ids.filter { $0.key.hasPrefix("proposal") }
    let asked =
      general + Story.communities.flatMap { ofCommunity(Story.slug($0)) }
      + recipes.flatMap { ofRecipe($0.value) } + proposals.flatMap { ofProposal($0.value) }
    // Both forms of each, but those that write one form alone.
    return asked + asked.filter { !$0.isWritten }.map { $0.asJSON }
  }

  /// What an outsider may try with what is in the hidden community, and with what is like it.
  static func attempts(with world: World) -> [Question] {
    let slug = Story.slug(Story.hidden)
    var attempts = [
      Question("invite", "member", "invite", slug, "--email", "new@example.org"),
      Question("promote", "member", "promote", slug, "p0"),
      Question("leave", "member", "leave", slug),
      Question("settings", "community", "settings", slug, "--name", "Other"),
      Question("delete community", "community", "delete", slug),
      Question("restore community", "community", "restore", slug),
      Question("mark read", "feed", "--mark-read", "--in", slug),
      Question("create", "recipe", "create", "--into", slug, "--title", "Other"),
    ]
    for (name, id) in world.ids.sorted(by: { $0.key < $1.key }) {
      if name.hasPrefix("proposal") {
        attempts += [
          Question("accept", "decide", "accept", id, "--confirm"),
          Question("reject", "decide", "reject", id),
        ]
      } else if !name.hasPrefix("p"), !name.hasPrefix("head-") {
        attempts +=
          [
            Question("edit", "recipe", "edit", id, "--title", "Other"),
            Question("tag", "recipe", "tag", id, "--add", "other"),
            Question("delete", "recipe", "delete", id),
            Question("restore", "recipe", "restore", id),
            Question("restore from trash", "trash", "restore", id),
            Question("propose", "propose", id, "--title", "Other"),
            Question("take down", "takedown", id, "--reason", "other"),
            Question("lift", "takedown", "lift", id),
          ] + Story.communities.map { Question("share", "share", id, "--into", Story.slug($0)) }
      }
    }
    return attempts
  }

  private static let general: [Question] =
    [
      Question("communities", "community", "list"),
      Question("feed", "feed", "--limit", "999"),
      Question("feed", "feed", "--limit", "3"),
      Question("trash", "trash", "list"),
      Question("trash", "trash", "list", "--own"),
      Question("takedowns", "takedown", "list"),
      Question("proposals", "proposals", "list"),
      Question("proposals", "proposals", "list", "--mine"),
      Question("catalogue", "recipe", "list", "--catalogue", "{me}", "--include-deleted"),
      Question("tags", "tags", "top"),
      Question("users", "user", "list"),
      Question("audit", "audit", "--limit", "999"),
      Question("settings", "user", "settings"),
      Question("settings", "user", "settings", "head-of-north-end"),
      Question("person", "backup", "export", "{folder}/written", "--person", "{me}"),
      Question("other person", "backup", "export", "{folder}/written", "--person", "p0"),
    ]
    + (Story.tags + Story.communities.map { "tag-\($0)-end" }).flatMap { tag in
      [
        Question("tags", "tags", "related", tag),
        Question("search by tag", "search", "tag:\(tag)", "--limit", "999"),
      ]
    }
    + ["title*", "end", "north", "flour", "proposed edited", "open", "\"r1 north\"", "nothing"].map
  {
    Question("search", "search", $0, "--limit", "999")
  } + [Question("search", "search", "title*", "--limit", "3")]

  private static func ofCommunity(_ slug: String) -> [Question] {
    [
      Question("community", "community", "show", slug),
      // A name that is nearly right, for the hint.
      Question("hint", "community", "show", "\(slug)x"),
      Question("members", "member", "list", slug),
      Question("recipes", "recipe", "list", "--in", slug, "--include-deleted"),
      Question("recipes", "recipe", "list", "--in", slug, "--limit", "2"),
      Question("proposals", "proposals", "list", "--community", slug),
      Question("trash", "trash", "list", "--in", slug),
      Question("takedowns", "takedown", "list", "--in", slug, "--include-lifted"),
      Question("feed", "feed", "--in", slug, "--limit", "999"),
      Question("audit", "audit", "--community", slug, "--limit", "999"),
      Question("stats of community", "stats", "--community", slug),
      Question("stats of community", "stats", "--community", slug, "--by", "month"),
      Question("tags", "tags", "top", "--community", slug),
      Question("tags", "tags", "related", Story.tags[0], "--community", slug),
      Question("search", "search", "title*", "community:\(slug)"),
      Question("search by community", "search", "community:\(slug)"),
      Question("report page", "report", slug, "--format", "html"),
      Question("report JSON", "report", slug, "--format", "json"),
      Question("report CSV", "report", slug, "--format", "csv"),
      Question("backup", "backup", "export", "{folder}/written", "--community", slug),
      Question("export", "export", slug, "--format", "csv", "--to", "{folder}/written"),
      Question(
        "export of search", "export", "--search", "community:\(slug)", "--format", "recipeml",
        "--to", "{folder}/written"),
    ]
  }

  private static func ofRecipe(_ id: String) -> [Question] {
    [
      Question("recipe", "recipe", "show", id, "--include-deleted"),
      Question("recipe text", "recipe", "show", id, "--markdown"),
      Question("revisions", "recipe", "revisions", id),
      Question("variants", "variants", id, "--by", "popular"),
      Question("lineage", "lineage", "show", id),
      Question("lineage tree", "lineage", "tree", id),
      Question("lineage as DOT", "lineage", "tree", id, "--format", "dot"),
      Question("lineage as Mermaid", "lineage", "tree", id, "--format", "mermaid"),
      Question("stats of recipe", "stats", "--recipe", id),
      Question("stats of recipe", "stats", "--recipe", id, "--by", "month"),
      Question("proposals", "proposals", "list", "--recipe", id),
    ]
  }

  private static func ofProposal(_ id: String) -> [Question] {
    [Question("proposal", "proposals", "show", id)]
  }

  /// Whether the answer depends on a community that one belongs to.
  var showsCommunities: Bool {
    !["users", "settings", "hint"].contains { surface.hasPrefix($0) }
  }

  /// Whether asking for JSON would show the same again.
  private var isWritten: Bool {
    surface.hasPrefix("report") || surface.hasPrefix("lineage as") || surface == "recipe text"
  }

  private var asJSON: Question { Question("\(surface), JSON", arguments + ["--json"]) }
}
