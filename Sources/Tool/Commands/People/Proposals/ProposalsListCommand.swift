import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Lists proposals.
struct ProposalsListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List proposals, newest first: those that wait for your decision, or others.",
    discussion: """
      Proposals to deleted recipes are left out; a rejected one is for its proposer and the \
      recipe's creator to see.

      EXAMPLES:
        levain proposals list --as ada@example.org
        levain proposals list --mine --status pending --as ben@example.org
        levain proposals list --community bakers

      JSON (levain.proposals/1): proposals, each with id, recipe, recipeTitle, proposedTitle, \
      proposer, community, status (pending, accepted or rejected), createdAt, decidedAt; next \
      (what --after takes for the next page; not on the last one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("Those of this community.", valueName: "slug"))
  var community: String?

  @Option(help: ArgumentHelp("Those to this recipe.", valueName: "id"))
  var recipe: String?

  @Flag(help: "Those that you made.")
  var mine = false

  @Option(help: "Only those that are pending, accepted or rejected.", transform: choice)
  var status: ProposalStatus?

  @Option(help: "How many proposals to list at most, up to 10000.")
  var limit = 50

  @Option(
    help: ArgumentHelp(
      "Go on after the proposal with this id, the last one of the page before.", valueName: "id"))
  var after: String?

  func validate() throws {
    guard [community != nil, recipe != nil, mine].count(where: { $0 }) <= 1 else {
      throw ValidationError("Say one of: --community, --recipe, --mine.")
    }
    try PageLimit.check(limit)
  }

  private var scope: ProposalScope {
    if let community { return .community(community) }
    if let recipe { return .recipe(RecipeID(recipe)) }
    return mine ? .mine : .toDecide
  }

  func run(in session: CommandSession) throws -> ProposalList {
    ProposalList(
      page: try session.communities().listProposals(
        scope, status: status, after: after.map { ProposalID($0) }, limit: limit,
        as: actor.acting))
  }
}

/// A page of proposals.
struct ProposalList: CommandResult {
  var page: ProposalPage

  var schema: String { "proposals/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("proposals")
    writer.array { writer in
      for proposal in page.proposals {
        writer.object { writer in proposal.writeMembers(to: &writer) }
      }
    }
    writer.member("next", page.next)
  }

  func show(on output: HumanOutput) {
    guard !page.proposals.isEmpty else { return output.note("no proposals") }
    // A part of an id is of no use, so its column is of the kind that is never cut.
    var table = TextTable(columns: [
      .init("id", .right), .init("recipe"), .init("proposed"), .init("by"), .init("in"),
      .init("status"),
    ])
    for proposal in page.proposals {
      table.append([
        .init(proposal.id.text), .init(proposal.recipeTitle, .emphasis),
        .init(proposal.proposedTitle), .init(proposal.proposer),
        .init(proposal.community ?? "the catalogue"), .init(proposal.status.rawValue),
      ])
    }
    output.table(table)
    if let next = page.next { output.note("there are more: --after \(next.text)") }
  }
}

extension ProposalSummary {
  /// Writes the members of the proposal's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("recipe", recipe)
    writer.member("recipeTitle", recipeTitle)
    writer.member("proposedTitle", proposedTitle)
    writer.member("proposer", proposer)
    writer.member("community", community)
    writer.member("status", status.rawValue)
    writer.member("createdAt", createdAt)
    writer.member("decidedAt", decidedAt)
  }
}
