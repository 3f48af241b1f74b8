import ArgumentParser
import Foundation
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Shows one record in quarantine, with what it says.
struct QuarantineShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one record in quarantine, with its content.",
    discussion: """
      The content is kept up to 64 KiB. JSON (levain.quarantined/1): what `list` gives, and content \
      as text, or contentBase64 where it is none.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The record's number, as `levain quarantine list` shows it.")
  var number: Int64

  func run(in session: CommandSession) throws -> QuarantinedDetails {
    let number = number
    return try session.openStore().read { transaction in
      QuarantinedDetails(record: try transaction.requireQuarantined(number))
    }
  }
}

/// One record in quarantine.
struct QuarantinedDetails: CommandResult {
  var record: QuarantinedRecord

  var schema: String { "quarantined/1" }

  func writeMembers(to writer: inout JSONWriter) {
    record.writeMembers(to: &writer)
    record.writeContent(to: &writer)
  }

  func show(on output: HumanOutput) {
    let rejection = record.rejection
    output.line("\(record.number) \(record.state.rawValue): \(rejection.code.rawValue)")
    output.line("\(rejection.location): \(rejection.message)")
    guard !rejection.raw.isEmpty else { return output.note("nothing of its content is kept") }
    output.lines(String(decoding: rejection.raw, as: UTF8.self))
  }
}

extension QuarantinedRecord {
  /// Writes what is kept of the record: as text, or in Base64 where it is none.
  func writeContent(to writer: inout JSONWriter) {
    if let text = String(validating: rejection.raw, as: UTF8.self) {
      writer.member("content", text)
    } else {
      writer.member("contentBase64", Data(rejection.raw).base64EncodedString())
    }
  }
}
