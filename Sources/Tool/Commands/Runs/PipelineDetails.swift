import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// What a run of a pipeline was of, stage by stage.
struct PipelineDetails {
  private let pipeline: StoredPipeline
  private let stages: [(stage: StoredStage, account: Account?)]

  /// Nil of a run that is no pipeline's.
  init?(of run: RunKey, in transaction: ReadTransaction) throws(StoreFault) {
    guard let pipeline = try transaction.pipeline(of: run) else { return nil }
    self.pipeline = pipeline
    var stages: [(StoredStage, Account?)] = []
    for stage in try transaction.stages(of: run) {
      let account: Account? =
        if let run = stage.run { try transaction.account(ofRun: run) } else { nil }
      stages.append((stage, account))
    }
    self.stages = stages
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipeline")
    writer.object { writer in
      writer.member("name", pipeline.name)
      writer.member("fileDigest", pipeline.file.hex)
      writer.member("settingsDigest", pipeline.settings.hex)
      writer.member("isWhole", pipeline.isWhole)
    }
    writer.key("stages")
    writer.array { writer in
      for (stage, account) in stages {
        writer.object { writer in
          stage.writeMembers(to: &writer)
          if let account {
            writer.key("account")
            account.write(to: &writer)
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    output.line(
      "file \(pipeline.file.hex.prefix(12)), settings \(pipeline.settings.hex.prefix(12))"
        + (pipeline.isWhole ? "" : ", some of its stages"))
    output.table(table)
    for (stage, _) in stages {
      guard let inputs = stage.inputs else { continue }
      output.line(
        "\(stage.name): \(Figures.count(inputs.read, "input", "inputs")) to read, "
          + "\(Figures.count(inputs.known)) done before")
    }
    for (stage, _) in stages {
      guard let failure = stage.failure else { continue }
      output.lines("\(stage.name): \(failure)")
    }
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      .init("stage"), .init("state"), .init("took", .right), .init("attempts", .right),
      .init("records", .right), .init("new", .right), .init("quarantined", .right),
      .init("run or artefact"),
    ])
    for (stage, account) in stages {
      let took = stage.took.map { Figures.duration(milliseconds: $0) }
      let stored = account.map { $0.inserted + $0.updated + $0.proposed }
      table.append([
        .init(stage.name), .init(stage.state.inWords, stage.state.role), .init(took ?? ""),
        .init(stage.attempts), count(account?.read), count(stored),
        count(account?.quarantined, account.map { $0.quarantined > 0 } == true ? .warning : nil),
        .init(stage.artefact ?? stage.run?.text ?? ""),
      ])
    }
    return table
  }

  private func count(_ number: Int?, _ role: Style.Role? = nil) -> TextTable.Cell {
    number.map { .init($0, role) } ?? ""
  }
}

extension StageState {
  fileprivate var inWords: String {
    switch self {
    case .waiting: "not begun"
    case .leftOut: "left out"
    case .running, .succeeded, .failed, .interrupted: rawValue
    }
  }

  fileprivate var role: Style.Role? {
    switch self {
    case .waiting: nil
    case .running: .emphasis
    case .succeeded: .success
    case .failed: .failure
    case .interrupted, .leftOut: .warning
    }
  }
}
