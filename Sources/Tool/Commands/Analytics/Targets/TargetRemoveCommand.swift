import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Takes a target away.
struct TargetRemoveCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take away a community's target, as an admin.",
    discussion: """
      It does not hold for the current period any more. What was reached in those before stays, \
      and goes on where the same target is set again.

      JSON (levain.target-removed/1): community, measure, frequency, value, since, until (the \
      first day that it does not hold on).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @OptionGroup var target: TargetOptions

  func run(in session: CommandSession) throws -> TargetRemoved {
    TargetRemoved(
      target: try session.communities().removeTarget(
        of: community, target.measure, target.every, as: actor.acting))
  }
}

/// A target that was taken away.
struct TargetRemoved: CommandResult {
  var target: ChangedTarget

  var schema: String { "target-removed/1" }

  func writeMembers(to writer: inout JSONWriter) { target.writeMembers(to: &writer) }

  func show(on output: HumanOutput) {
    output.note("removed the target \(target.inWords)")
  }
}
