import ArgumentParser
import Communities
import CommunityRules
import JSONText
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Shows the numbers of something.
struct StatsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show the views, viewers, shares and forks of something.",
    discussion: """
      Days are those of the community's time zone; of families, tags across communities, creators \
      and the installation, those of the installation's. Hours are in UTC.

      EXAMPLES:
        levain stats --community bakers
        levain stats --recipe RECIPE --by month --as ada@example.org
        levain stats --tag bread --by week
        levain stats --creator ada@example.org --by quarter
        levain stats --installation --by year
        levain stats --community bakers --from 2025-11-22 --by year --measure viewers
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("Of this community; with --tag, within it.", valueName: "slug"))
  var community: String?

  @Option(help: ArgumentHelp("Of this recipe, and of its family.", valueName: "id"))
  var recipe: String?

  @Option(help: ArgumentHelp("Of the recipes that carry this tag.", valueName: "name"))
  var tag: String?

  @Option(
    help: ArgumentHelp(
      "Of what this user made: a username, or an e-mail address (your own, or as the operator).",
      valueName: "user"))
  var creator: String?

  @Flag(help: "Of everything.")
  var installation = false

  @OptionGroup var days: DayOptions

  @Option(
    help: "The length of a period: hour, day, week, month, quarter or year.", transform: choice)
  var by = Grain.day

  @Option(
    name: .customLong("measure"),
    help: ArgumentHelp(
      """
      Count this only, which takes less time, and list no recipes: \
      \(Measure.allCases.map(\.rawValue).joined(separator: ", ")). Can be given more than once.
      """, valueName: "measure"), transform: choice)
  var measures: [Measure] = []

  func validate() throws {
    let subjects = [tag == nil ? community : nil, recipe, tag, creator].compactMap { $0 }.count
    guard subjects + (installation ? 1 : 0) == 1 else {
      throw ValidationError(
        "Say of what: --community SLUG, --recipe ID, --tag NAME, --creator USER or --installation."
      )
    }
    guard !measures.contains(.members) || installation || (community != nil && tag == nil) else {
      throw ValidationError("Members are counted of a community or of the installation.")
    }
  }

  func run(in session: CommandSession) throws -> StatsResult {
    let asked = Measure.allCases.filter { measures.isEmpty || measures.contains($0) }
    let request = days.request(by: by, measures: Set(asked))
    return try session.openStore().read { transaction in
      StatsResult(
        numbers: try numbers(during: request, in: transaction), measures: asked,
        isWhole: measures.isEmpty)
    }
  }

  private func numbers(
    during request: StatisticsRequest, in transaction: ReadTransaction
  ) throws -> StatsResult.Numbers {
    let reach = try CommunityActions.reach(of: actor.acting, in: transaction)
    if let recipe {
      let numbers = try RecipeStatistics.read(
        of: RecipeID(recipe), during: request, within: reach, in: transaction)
      guard let numbers else { throw UnknownReference(.recipe, recipe) }
      return .recipe(numbers)
    }
    if let subject = try self.subject(in: transaction, within: reach) {
      let numbers = try SubjectStatistics.read(
        of: subject, during: request, within: reach, in: transaction)
      guard let numbers else { throw unknown }
      return .subject(name, numbers)
    }
    let slug = community ?? ""
    guard let stored = try transaction.community(slug: slug),
      let numbers = try CommunityStatistics.read(
        of: stored.id, during: request, within: reach, top: measures.isEmpty ? 10 : 0,
        in: transaction)
    else { throw UnknownReference(.community, slug) }
    return .community(numbers)
  }

  /// What the numbers are of, as it was asked for.
  private var name: String {
    if let tag { return community.map { "\(tag) in \($0)" } ?? tag }
    return creator ?? "installation"
  }

  /// What is told of a subject that is not there, or not within reach: nothing but that.
  private var unknown: UnknownReference {
    if let tag { return UnknownReference(.tag, tag) }
    return UnknownReference.user(creator ?? "", for: actor.acting)
  }

  private func subject(
    in transaction: ReadTransaction, within reach: Reach
  ) throws -> SubjectStatistics.Subject? {
    if let tag {
      let place = try community.map { slug in
        guard let stored = try transaction.community(slug: slug), reach.contains(stored.id) else {
          throw UnknownReference(.community, slug)
        }
        return stored
      }
      guard let known = try transaction.tag(named: FoldedName(tag)) else {
        throw UnknownReference(.tag, tag)
      }
      return .tag(known, in: place)
    }
    if let creator {
      return .creator(
        try CommunityActions.user(named: creator, for: actor.acting, in: transaction))
    }
    guard installation else { return nil }
    try CommunityActions.requireInstallation(for: actor.acting, in: transaction)
    return .installation
  }
}
