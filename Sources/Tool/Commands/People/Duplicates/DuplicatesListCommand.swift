import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Store

/// Lists recipes of one place that say nearly the same.
struct DuplicatesListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List recipes of a community or a catalogue that say nearly the same.",
    discussion: """
      The most alike come first. A pair is open until one is linked as a variant of the other, or \
      merged into it, or the pair is dismissed.

      EXAMPLES:
        levain duplicates list bakers --as ada@example.org
        levain duplicates list --catalogue ada@example.org --minimum-score 0.9

      JSON (levain.duplicates/1): duplicates, each with score (from 0.7 to 1), state (open, linked \
      or dismissed), first and second (the one stored first comes first), each with id, title, \
      creator; nextOffset (null on the last page); complete (whether all recipes were compared).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug.")
  var community: String?

  @Option(
    help: ArgumentHelp(
      "Whose own catalogue to look at; its owner is who acts.", valueName: "email"))
  var catalogue: String?

  @Option(help: "The least likeness to list, up to 1.")
  var minimumScore = 0.0

  @Flag(help: "List linked and dismissed pairs, too.")
  var all = false

  @Option(help: "How many pairs to list at most.")
  var limit = 50

  @Option(help: "How many pairs to leave out first.")
  var offset = 0

  func validate() throws {
    guard (community == nil) != (catalogue == nil) else {
      throw ValidationError("Say where: a community's slug, or --catalogue EMAIL.")
    }
    guard catalogue == nil || actor.email == nil || actor.email == catalogue else {
      throw ValidationError("A catalogue is its owner's alone; leave out --as.")
    }
    guard (0...1).contains(minimumScore) else {
      throw ValidationError("Likeness is from 0 to 1: --minimum-score.")
    }
    try PageLimit.check(limit, offset: offset)
  }

  func run(in session: CommandSession) throws -> DuplicateList {
    let place: PlaceName = community.map { .community($0) } ?? .catalogue
    return DuplicateList(
      page: try session.communities().listDuplicates(
        in: place, minimumScore: Int((minimumScore * 1000).rounded(.up)),
        states: all ? Set(DuplicateState.allCases) : [.open], offset: offset, limit: limit,
        as: catalogue.map { .person(email: $0) } ?? actor.acting))
  }
}

/// A page of pairs.
struct DuplicateList: CommandResult {
  var page: DuplicatePage

  var schema: String { "duplicates/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("duplicates")
    writer.array { writer in
      for pair in page.duplicates {
        writer.object { writer in
          writer.key("score")
          writer.double(Double(pair.score) / 1000)
          writer.member("state", pair.state.rawValue)
          for (name, side) in [("first", pair.first), ("second", pair.second)] {
            writer.key(name)
            writer.object { writer in
              writer.member("id", side.id)
              writer.member("title", side.title)
              writer.member("creator", side.creator)
            }
          }
        }
      }
    }
    writer.key("nextOffset")
    if let next = page.nextOffset { writer.integer(next) } else { writer.null() }
    writer.key("complete")
    writer.bool(page.isComplete)
  }

  func show(on output: HumanOutput) {
    if page.duplicates.isEmpty {
      output.note("no duplicates")
    } else {
      // A part of an id is of no use, so its columns are of the kind that is never cut.
      var table = TextTable(
        columns: [
          .init("score", .right), .init("state"), .init("first", .right), .init("title"),
          .init("second", .right), .init("title"),
        ])
      for pair in page.duplicates {
        table.append([
          .init(DuplicateList.text(pair.score)), .init(pair.state.rawValue),
          .init(pair.first.id.text), .init(pair.first.title, .emphasis),
          .init(pair.second.id.text), .init(pair.second.title, .emphasis),
        ])
      }
      output.table(table)
    }
    if let next = page.nextOffset { output.note("more with --offset \(next)") }
    if !page.isComplete {
      output.note("not all recipes are compared yet: `levain index`")
    }
  }

  /// Thousandths as a number below 1 with three digits.
  static func text(_ score: Int) -> String {
    let digits = String(score % 1000)
    return "\(score / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
