import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Shows one community.
struct CommunityShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a community is, to its members and the operator.",
    discussion: """
      JSON (levain.community/1): id, slug, name, timeZone, role (of who acts, not for the \
      operator), members and recipes (how many), createdAt, updatedAt, deletedAt (of a deleted \
      one), description, visibility.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @Flag(help: "Show it although it is deleted; for the operator alone.")
  var includeDeleted = false

  func run(in session: CommandSession) throws -> CommunityDetails {
    CommunityDetails(
      overview: try session.communities().showCommunity(
        community, includingDeleted: includeDeleted, as: actor.acting))
  }
}

/// One community with what it is about.
struct CommunityDetails: CommandResult {
  var overview: CommunityOverview

  var schema: String { "community/1" }

  func writeMembers(to writer: inout JSONWriter) {
    overview.summary.writeMembers(to: &writer)
    writer.member("description", overview.description)
    writer.member("visibility", overview.visibility.rawValue)
    writer.member("recipes", overview.recipeCount)
    writer.member("updatedAt", overview.updatedAt)
  }

  func show(on output: HumanOutput) {
    let summary = overview.summary
    var facts: [(name: String, value: String)] = [
      ("slug", summary.slug), ("name", summary.name),
    ]
    if !overview.description.isEmpty { facts.append(("about", overview.description)) }
    facts += [
      ("id", summary.id.text),
      ("members", Figures.count(summary.memberCount)),
      ("recipes", Figures.count(overview.recipeCount)),
    ]
    if let role = summary.role { facts.append(("your role", role.rawValue)) }
    facts += [
      ("visibility", overview.visibility.rawValue), ("time zone", summary.timeZone),
      ("created", summary.createdAt.description), ("updated", overview.updatedAt.description),
    ]
    if let deletedAt = summary.deletedAt { facts.append(("deleted", deletedAt.description)) }
    output.facts(facts)
  }
}

extension HumanOutput {
  /// Writes names and values below each other.
  func facts(_ facts: [(name: String, value: String)]) {
    var table = TextTable(columns: [.init(""), .init("")])
    for fact in facts { table.append([.init(fact.name, .muted), .init(fact.value)]) }
    self.table(table)
  }
}
