import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Sets a target.
struct TargetSetCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set a community a target, as an admin.",
    discussion: """
      A community has one target for a measure and a length of periods. Another value takes its \
      place from the current period on; what was asked for in periods that are over stays.

      EXAMPLES:
        levain target set bakers --measure views --every week --value 500 --as ada@example.org
        levain target set bakers --measure recipes --every month --value 20 --since 2026-01-01

      JSON (levain.target-set/1): community, measure, frequency, value, since, formerValue (of \
      the target whose place it took), changed.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @OptionGroup var target: TargetOptions

  @Option(help: "How much is wanted in each period.")
  var value: Int

  @Option(
    help: ArgumentHelp(
      "A day of the first period that it holds for; of the current one unless given.",
      valueName: "YYYY-MM-DD"),
    transform: calendarDay)
  var since: Day?

  func run(in session: CommandSession) throws -> TargetSetResult {
    let request = SetTarget.Request(
      target.measure, target.every, value: try TargetValue(value), since: since)
    return TargetSetResult(
      target: try session.communities().setTarget(of: community, request, as: actor.acting))
  }
}

/// A target that was set.
struct TargetSetResult: CommandResult {
  var target: ChangedTarget

  var schema: String { "target-set/1" }

  func writeMembers(to writer: inout JSONWriter) {
    target.writeMembers(to: &writer)
    if let former = target.formerValue { writer.member("formerValue", former) }
    writer.member("changed", target.isChanged)
  }

  func show(on output: HumanOutput) {
    guard target.isChanged else { return output.note("\(target.inWords) is its target already") }
    let former = target.formerValue.map { ", in place of \($0)" } ?? ""
    output.note("set a target: \(target.inWords), from \(target.since) on\(former)")
  }
}

extension ChangedTarget {
  /// `bakers: 500 views every week`.
  var inWords: String { "\(slug): \(value) \(measure.rawValue) \(frequency.everyInWords)" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", slug)
    writer.member("measure", measure.rawValue)
    writer.member("frequency", frequency.rawValue)
    writer.member("value", value)
    writer.member("since", since.description)
    writer.member("until", until?.description)
  }
}
