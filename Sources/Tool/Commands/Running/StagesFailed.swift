import PipelineCore

/// Some stages of a pipeline failed, and others that did not need them went on.
struct StagesFailed: Fault {
  /// A stage, and what it said, which was told when it happened.
  struct Failure {
    var stage: String
    var fault: any Fault
  }

  var failures: [Failure]
  /// The stages that were not run, because they need one of those.
  var leftOut: [String]

  var what: String {
    let names = failures.map(\.stage).joined(separator: ", ") + " failed"
    return leftOut.isEmpty ? names : names + "; left out: " + leftOut.joined(separator: ", ")
  }

  var hint: String? {
    "mend what is said above; --resume goes on with this run, --from and --only begin another"
  }
  /// Another attempt helps where it helps one of them: what was done is not done again.
  var isTransient: Bool { failures.contains(where: \.fault.isTransient) }
  var exitCode: ExitCode { ExitCode.gravest(of: failures.map(\.fault.exitCode)) }
}
