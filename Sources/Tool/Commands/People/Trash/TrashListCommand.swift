import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Store

/// Lists what is deleted and can still be restored.
struct TrashListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what is deleted and can still be restored, the last deleted first.",
    discussion: """
      A person sees what they created, and all of the communities that they administer; the \
      operator sees deleted communities and what was deleted in living ones.

      EXAMPLES:
        levain trash list
        levain trash list --own --as ada@example.org
        levain trash list --in bakers --as ada@example.org

      JSON (levain.trash/1): items, each with deletion (its number; to the operator alone), kind \
      (recipe, community, last_member_left, takedown), recipe (id, title, creator) or deleted (the \
      community's id, name, recipes), community (a slug), deletedBy (a username; not for the \
      operator), deletedAt, restorableUntil, restorable (by who acts); more (whether there is more).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Only what was deleted in this community.", valueName: "slug"))
  var community: String?

  @Flag(help: "Only what who acts has created.")
  var own = false

  @Option(help: "How much to list at most, up to 10000.")
  var limit = 50

  func validate() throws {
    try PageLimit.check(limit)
    guard community == nil || !own else {
      throw ValidationError("Say --in SLUG or --own, not both.")
    }
  }

  func run(in session: CommandSession) throws -> TrashList {
    let place: TrashPlaceName = own ? .own : community.map { .community($0) } ?? .everything
    return TrashList(
      page: try session.communities().listTrash(in: place, limit: limit, as: actor.acting))
  }
}

/// A part of the trash.
struct TrashList: CommandResult {
  var page: TrashPage

  var schema: String { "trash/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("items")
    writer.array { writer in
      for item in page.items { writer.object { writer in item.writeMembers(to: &writer) } }
    }
    writer.member("more", page.hasMore)
  }

  func show(on output: HumanOutput) {
    guard !page.items.isEmpty else { return output.note("nothing is deleted") }
    let hasNumbers = page.items.contains { $0.deletion != nil }
    var table = TextTable(
      columns: (hasNumbers ? [.init("deletion", .right)] : []) + [
        .init("what"), .init("id", .right), .init("in"), .init("deleted"), .init("by"),
        .init("until"), .init("yours to restore"),
      ])
    for item in page.items {
      let (what, id) = item.inWords
      let number = hasNumbers ? [TextTable.Cell(item.deletion.map { String($0.value) } ?? "")] : []
      table.append(
        number + [
          .init(what, .emphasis), .init(id), .init(item.community ?? ""),
          .init(item.deletedAt.description), .init(item.byInWords),
          .init(item.restorableUntil.description), .init(item.isRestorable ? "yes" : "no"),
        ])
    }
    output.table(table)
    if page.hasMore { output.note("there is more: --limit") }
  }
}

extension TrashItem {
  fileprivate func writeMembers(to writer: inout JSONWriter) {
    if let deletion { writer.member("deletion", Int(deletion.value)) }
    writer.member("kind", kind.rawValue)
    switch subject {
    case .recipe(let id, let title, let creator):
      writer.key("recipe")
      writer.object { writer in
        writer.member("id", id)
        writer.member("title", title)
        writer.member("creator", creator)
      }
    case .community(let id, let name, let recipes):
      writer.key("deleted")
      writer.object { writer in
        writer.member("id", id)
        writer.member("name", name)
        writer.member("recipes", recipes)
      }
    }
    writer.member("community", community)
    writer.member("deletedBy", deletedBy)
    writer.member("deletedAt", deletedAt)
    writer.member("restorableUntil", restorableUntil)
    writer.member("restorable", isRestorable)
  }

  fileprivate var inWords: (what: String, id: String) {
    switch subject {
    case .recipe(let id, let title, _): (title, id.text)
    case .community(let id, let name, let recipes):
      ("\(name), a community with \(Figures.count(recipes, "recipe", "recipes"))", id.text)
    }
  }

  fileprivate var byInWords: String {
    let who = deletedBy ?? "the operator"
    return switch kind {
    case .recipe, .community, .erasure, .undo: who
    case .lastMemberLeft: deletedBy.map { "\($0), leaving" } ?? "its last user, erased"
    case .takedown: "\(who), taking it down"
    }
  }
}
