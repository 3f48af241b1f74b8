import ArgumentParser
import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel

/// Decisions on proposals.
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Accept or reject a proposal, as the recipe's creator.",
    subcommands: [DecideAcceptCommand.self, DecideRejectCommand.self])
}

/// What came of deciding.
struct DecisionResult: CommandResult {
  var id: ProposalID
  var outcome: ProposalOutcome

  var schema: String { "decision/1" }

  var exitCode: PipelineCore.ExitCode {
    if case .needsConfirmation = outcome { .failed } else { .done }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    switch outcome {
    case .accepted(let copy):
      writer.member("outcome", "accepted")
      writer.member("personalCopy", copy)
    case .rejected(let variant):
      writer.member("outcome", "rejected")
      writer.member("variant", variant)
    case .needsConfirmation(let difference):
      writer.member("outcome", "needs_confirmation")
      difference.writeMembers(to: &writer)
    }
  }

  func show(on output: HumanOutput) {
    switch outcome {
    case .accepted(let copy):
      output.note("accepted: the recipe says it now")
      if let copy { output.note("and so does your own copy \(copy.text)") }
    case .rejected(let variant):
      output.line(variant.text)
      output.note("rejected: it is a variant beside the recipe now")
    case .needsConfirmation(let difference):
      output.messages.warning("the recipe has changed since the proposal was written")
      for line in difference.text { output.messages.remark(line) }
      output.messages.remark("nothing changed; to accept it all the same, add --confirm")
    }
  }
}
