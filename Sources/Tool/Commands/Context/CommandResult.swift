import JSONText
import PipelineCore

/// What a command found or did, ready to be shown to a person or written as JSON.
protocol CommandResult {
  /// The name and version of the JSON's form, such as `import/1`.
  var schema: String { get }
  var exitCode: ExitCode { get }
  /// Writes the members of the JSON object, besides `schema`.
  func writeMembers(to writer: inout JSONWriter)
  /// Shows it to a person.
  func show(on output: HumanOutput)
}

extension CommandResult {
  var exitCode: ExitCode { .done }

  /// The whole JSON object.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("schema")
      writer.string("levain.\(schema)")
      writeMembers(to: &writer)
    }
    return writer.bytes
  }
}

/// The result of a command that has several kinds of results, of which its arguments decide.
struct OneOfSeveralResults: CommandResult {
  private let result: any CommandResult

  init(_ result: any CommandResult) {
    self.result = result
  }

  var schema: String { result.schema }
  var exitCode: ExitCode { result.exitCode }
  func writeMembers(to writer: inout JSONWriter) { result.writeMembers(to: &writer) }
  func show(on output: HumanOutput) { result.show(on: output) }
}
