import ArgumentParser
import Communities
import PipelineCore
import RecipeModel
import Statistics

/// Checks targets, for automation.
struct TargetCheckCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check targets, and end with exit code 7 where one was missed.",
    discussion: """
      Of each target the last period that is over is looked at, unless --period says otherwise. \
      A target that did not hold in the period is left out, and one is open while views of the \
      period wait to be counted, neither met nor missed. Run `levain rollup` before.

      EXAMPLES:
        levain target check bakers
        levain target check --all --fail-under 90%
        levain target check bakers --period 2026-W47

      JSON (levain.target-check/1): failUnder (in percent), checked, missed and open (how many), behind, \
      targets, each with community, measure, frequency, missed (null while that is open), and the \
      members of a period as in levain.targets/1.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String?

  @Flag(help: "Check the targets of all communities that whoever asks may see.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "The share of a target that is too little; 100% unless given.", valueName: "p%"),
    transform: TargetCheckCommand.percentage)
  var failUnder = Percentage.whole

  @Option(
    help: ArgumentHelp(
      "Which period: last, current (so far), or one such as 2026-W47.", valueName: "period"),
    transform: TargetCheckCommand.periodChoice)
  var period = TargetPeriodChoice.last

  func validate() throws {
    guard (community == nil) == all else {
      throw ValidationError("Say whose targets: a COMMUNITY, or --all.")
    }
  }

  func run(in session: CommandSession) throws -> TargetCheckResult {
    try TargetCheckWork(
      community: community, failUnder: failUnder, choice: period, acting: actor.acting
    ).run(on: session.openStore(), at: session.surroundings.now())
  }

  private static func percentage(_ text: String) throws -> Percentage {
    guard let percentage = Percentage(text) else {
      throw ValidationError("--fail-under takes a share from 0% to 1000%, such as 90%.")
    }
    return percentage
  }

  private static func periodChoice(_ text: String) throws -> TargetPeriodChoice {
    switch text {
    case "last": return .last
    case "current": return .current
    default:
      guard let period = Period(text), TargetFrequency(period.grain) != nil else {
        throw ValidationError(
          "--period takes last, current, or one such as 2026-11-21, 2026-W47, 2026-11, 2026-Q4.")
      }
      return .named(period)
    }
  }
}
