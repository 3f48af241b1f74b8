import ArgumentParser
import Communities
import CommunityRules
import Console
import Indexes
import JSONText
import RecipeModel
import Statistics
import Store

/// Lists what made a number.
struct ExplainCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "List the events behind a recipe's number, and the rule that dropped the others.",
    discussion: """
      Viewers are named to the operator; to others they have numbers.

      EXAMPLES:
        levain explain RECIPE 2026-03
        levain explain RECIPE 2026-W12 --measure viewers --as ada@example.org
        levain explain RECIPE 2026-03-14T09Z --measure robots

      JSON (levain.explanation/1): recipe, title, measure, period, timeZone, rules, told (the \
      number), counted, found, behind and events, each with at, what, counted, viewer, agent, \
      and repeats where it repeats another.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @Argument(
    help: "An hour (2026-03-14T09Z), day, week (2026-W12), month, quarter (2026-Q1) or year.",
    transform: parsePeriod)
  var period: Period

  @Option(
    help: "views, viewers, anonymous, repeats, robots, shares, forks, recipes or proposals.",
    transform: choice)
  var measure = Measure.views

  @Option(help: "How many events are listed at most.")
  var limit = 200

  func validate() throws {
    try PageLimit.check(limit)
    guard Measure.ofRecipes.contains(measure) else {
      throw ValidationError("A recipe has no \(measure.rawValue) of its own.")
    }
  }

  func run(in session: CommandSession) throws -> ExplainResult {
    try session.openStore().read { transaction in
      let reach = try CommunityActions.reach(of: actor.acting, in: transaction)
      let explanation = try Explanation.read(
        measure, of: RecipeID(recipe), in: period, within: reach, in: transaction)
      guard let explanation else { throw UnknownReference(.recipe, recipe) }
      var viewers: [UserKey: String] = [:]
      for case .opening(let viewer?, _, _, _) in explanation.entries.map(\.subject)
      where viewers[viewer] == nil {
        viewers[viewer] =
          reach == .installation
          ? try transaction.user(viewer)?.username : "viewer \(viewers.count + 1)"
      }
      return ExplainResult(explanation: explanation, viewers: viewers, limit: limit)
    }
  }
}

/// Reads a period from the command line.
private func parsePeriod(_ text: String) throws -> Period {
  guard let period = Period(text) else {
    throw ValidationError(
      "\(text) is no period; write 2026, 2026-Q1, 2026-03, 2026-W12, 2026-03-14 or 2026-03-14T09Z.")
  }
  return period
}

/// What made a number.
struct ExplainResult: CommandResult {
  var explanation: Explanation
  var viewers: [UserKey: String]
  var limit: Int

  var schema: String { "explanation/1" }

  private var listed: ArraySlice<Explanation.Entry> { explanation.entries.prefix(limit) }

  func writeMembers(to writer: inout JSONWriter) {
    for (name, text) in [
      ("recipe", explanation.recipe.text), ("title", explanation.title),
      ("measure", explanation.measure.rawValue), ("period", explanation.period.description),
      ("timeZone", explanation.zone), ("rules", explanation.rules),
    ] {
      writer.key(name)
      writer.string(text)
    }
    explanation.told.write(as: "told", to: &writer)
    writer.key("counted")
    writer.integer(explanation.counted)
    writer.key("found")
    writer.integer(explanation.entries.count)
    writer.key("behind")
    writer.bool(explanation.isBehind)
    writer.key("events")
    writer.array { writer in
      for entry in listed { write(entry, to: &writer) }
    }
  }

  private func write(_ entry: Explanation.Entry, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("at")
      writer.string(entry.at.description)
      writer.key("counted")
      writer.bool(entry.isCounted)
      writer.key("what")
      switch entry.subject {
      case .occurrence(let kind): writer.string(kind.rawValue)
      case .opening(let viewer, let agent, let verdict, let before):
        writer.string("\(verdict)")
        if let viewer {
          writer.key("viewer")
          writer.string(viewers[viewer] ?? "")
        }
        writer.key("agent")
        writer.string(agent.rawValue)
        if let before {
          writer.key("repeats")
          writer.string(before.description)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    output.line(
      "\(explanation.title): \(explanation.told.inWords) \(explanation.measure.rawValue) in "
        + "\(explanation.period) (\(explanation.zone))")
    var table = TextTable(columns: [
      .init("at (UTC)"), .init("who"), .init("is"), .init("counted"),
    ])
    for entry in listed {
      table.append([
        .init(entry.at.description), .init(who(entry)), .init(what(entry)),
        .init(entry.isCounted ? "yes" : "no"),
      ])
    }
    output.table(table)
    let more = explanation.entries.count - listed.count
    if more > 0 {
      output.note(
        "and \(Figures.count(more, "more", "more")): --limit lists up to \(PageLimit.largest)")
    }
    output.note("judged by \(explanation.rules)")
    if explanation.isBehind {
      output.note("views wait to be counted: `levain rollup`")
    }
  }

  private func who(_ entry: Explanation.Entry) -> String {
    switch entry.subject {
    case .occurrence: ""
    case .opening(let viewer?, _, _, _): viewers[viewer] ?? ""
    case .opening(nil, let agent, _, _): agent == .person ? "nobody known" : agent.rawValue
    }
  }

  private func what(_ entry: Explanation.Entry) -> String {
    switch entry.subject {
    case .occurrence(let kind): kind.inWords
    case .opening(_, let agent, .robot, _): "a robot (\(agent.rawValue))"
    case .opening(_, _, .repeat, let before):
      "a repeat" + (before.map { " of \($0)" } ?? "")
    case .opening(_, _, .view, _): "a view"
    }
  }
}

extension OccurrenceKind {
  fileprivate var inWords: String {
    switch self {
    case .fork: "a fork"
    case .share: "a share"
    case .newRecipe: "the recipe came"
    case .proposal: "a proposal"
    case .accepted: "a proposal accepted"
    case .rejected: "a proposal rejected"
    }
  }
}
