import ArgumentParser
import Communities
import Console
import JSONText
import RecipeCoding
import RecipeModel

/// Lists what a recipe said before.
struct RecipeRevisionsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "revisions",
    abstract: "List what a recipe said before it was changed, newest first, or show one of them.",
    discussion: """
      EXAMPLES:
        levain recipe revisions ID --as ada@example.org
        levain recipe revisions ID --show REVISION --as ada@example.org

      JSON (levain.revisions/1): recipe, revisions, each with id, title, cause (edit, proposal, \
      import or restore), proposal (of that cause), replacedAt; with --show one of them, and its body; next \
      (what --after takes for the next page; not on the last one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @Option(help: ArgumentHelp("Show all that this revision said.", valueName: "revision"))
  var show: String?

  @Option(help: "How many revisions to list at most, up to 10000.")
  var limit = 50

  @Option(
    help: ArgumentHelp(
      "Go on after the revision with this id, the last one of the page before.", valueName: "id"))
  var after: String?

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> RevisionList {
    let recipe = RecipeID(id)
    if let show {
      let details = try session.communities().showRevision(
        RecipeRevisionID(show), of: recipe, as: actor.acting)
      return RevisionList(
        recipe: recipe, page: RevisionPage(revisions: [details.summary], next: nil),
        body: details.body)
    }
    let page = try session.communities().listRevisions(
      of: recipe, after: after.map { RecipeRevisionID($0) }, limit: limit, as: actor.acting)
    return RevisionList(recipe: recipe, page: page, body: nil)
  }
}

/// A page of revisions, or one of them.
struct RevisionList: CommandResult {
  var recipe: RecipeID
  var page: RevisionPage
  /// Of the one that was asked for; nil for a list.
  var body: RecipeBody?

  var schema: String { "revisions/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("recipe", recipe)
    writer.key("revisions")
    writer.array { writer in
      for revision in page.revisions {
        writer.object { writer in
          writer.member("id", revision.id)
          writer.member("title", revision.title)
          writer.member("cause", revision.cause.rawValue)
          writer.member("proposal", revision.proposal)
          writer.member("replacedAt", revision.replacedAt)
          if let body {
            writer.key("body")
            body.write(to: &writer)
          }
        }
      }
    }
    writer.member("next", page.next)
  }

  func show(on output: HumanOutput) {
    if let body {
      output.line("# \(body.title)")
      let content = body.markdown.dropLast()
      if !content.isEmpty {
        output.line("")
        output.lines(String(content))
      }
      return
    }
    guard !page.revisions.isEmpty else { return output.note("it was never changed") }
    var table = TextTable(columns: [
      .init("id", .right), .init("said"), .init("replaced by"), .init("at", .right),
    ])
    for revision in page.revisions {
      table.append([
        .init(revision.id.text), .init(revision.title, .emphasis),
        .init(revision.cause.rawValue), .init(revision.replacedAt.description),
      ])
    }
    output.table(table)
    if let next = page.next { output.note("there are more: --after \(next.text)") }
  }
}
