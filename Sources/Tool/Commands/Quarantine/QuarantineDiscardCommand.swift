import ArgumentParser
import Console
import JSONText
import PipelineCore
import Store

/// Discards records in quarantine.
struct QuarantineDiscardCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Discard records in quarantine that nobody wants.",
    discussion: """
      What a record says is removed for good; that it was there, where and why, stays. Of several \
      numbers all are discarded, or, when one is not pending, none.

      JSON (levain.quarantine-discarded/1): numbers.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The records' numbers, as `levain quarantine list` shows them.")
  var numbers: [Int64]

  func run(in session: CommandSession) throws -> DiscardResult {
    let numbers = numbers
    return try session.atWorkbench(
      for: "quarantine discard", waiting: waiting.patience
    ) { bench in
      try bench.store.write { transaction in
        for number in numbers {
          let record = try transaction.requireQuarantined(number)
          guard record.state == .pending else {
            throw NotPending(number: number, state: record.state)
          }
          try transaction.discard(record)
        }
      }
      return DiscardResult(numbers: numbers)
    }
  }
}

/// Somebody or something dealt with the record already.
struct NotPending: Fault {
  var number: Int64
  var state: QuarantineState
  var what: String { "record number \(number) is not pending but \(state.rawValue)" }
  var hint: String? { "nothing was done; leave it out" }
}

/// What was discarded.
struct DiscardResult: CommandResult {
  var numbers: [Int64]

  var schema: String { "quarantine-discarded/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("numbers")
    writer.array { writer in
      for number in numbers { writer.integer(number) }
    }
  }

  func show(on output: HumanOutput) {
    output.note("discarded \(Figures.count(numbers.count, "record", "records"))")
  }
}
