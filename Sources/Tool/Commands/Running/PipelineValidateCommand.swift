import ArgumentParser
import JSONText
import PipelineCore
import Pipelines

/// Whether pipeline files are right.
struct PipelineValidateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check pipeline files, and tell all that is wrong at once.",
    discussion: "Nothing is run or opened. The exit code is 2 where a file is wrong.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Pipeline files (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  func run(in session: CommandSession) throws -> PipelineValidation {
    PipelineValidation(
      files: files.map { path in
        do {
          let plan = try session.readPlan(of: path)
          return .init(path: path, stages: plan.stages.count)
        } catch let fault as PipelineFault {
          return .init(path: path, problems: fault.problems)
        } catch {
          let reason = (error as? any Fault)?.what ?? "it cannot be read"
          return .init(path: path, unreadable: reason)
        }
      })
  }
}

/// What was found in pipeline files.
struct PipelineValidation: CommandResult {
  struct File {
    var path: String
    /// How many stages it has; nil when it is wrong.
    var stages: Int?
    var problems: [PipelineProblem] = []
    /// Why it could not be opened.
    var unreadable: String?
  }

  var files: [File]

  var schema: String { "pipeline-validation/1" }

  var exitCode: PipelineCore.ExitCode { files.allSatisfy { $0.stages != nil } ? .done : .usage }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("files")
    writer.array { writer in
      for file in files {
        writer.object { writer in
          writer.key("path")
          writer.string(file.path)
          writer.key("isValid")
          writer.bool(file.stages != nil)
          if let stages = file.stages {
            writer.key("stages")
            writer.integer(stages)
          }
          writer.key("problems")
          writer.array { writer in
            if let reason = file.unreadable {
              writer.object { writer in
                writer.key("what")
                writer.string(reason)
              }
            }
            for problem in file.problems { write(problem, to: &writer) }
          }
        }
      }
    }
  }

  private func write(_ problem: PipelineProblem, to writer: inout JSONWriter) {
    writer.object { writer in
      if let line = problem.location?.line {
        writer.key("line")
        writer.integer(line)
      }
      if let column = problem.location?.column {
        writer.key("column")
        writer.integer(column)
      }
      writer.key("what")
      writer.string(problem.what)
    }
  }

  func show(on output: HumanOutput) {
    for file in files {
      if let stages = file.stages {
        output.line("\(file.path): right, \(stages) stage\(stages == 1 ? "" : "s")")
      }
      if let reason = file.unreadable { output.line("\(file.path): \(reason)") }
      for problem in file.problems { output.line("\(problem)") }
    }
  }
}
