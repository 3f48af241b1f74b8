import PipelineCore

/// Some stages of a pipeline failed, and others that did not need them went on.
struct StagesFailed: Fault {
  /// What the first of them said; each was told when it happened.
  var first: any Fault
  var failed: [String]
  /// The stages that were not run, because they need one of those.
  var leftOut: [String]

  var what: String {
    let names = failed.joined(separator: ", ") + " failed"
    return leftOut.isEmpty ? names : names + "; left out: " + leftOut.joined(separator: ", ")
  }

  var hint: String? {
    "run it again once what is said above is mended; --only takes stages by name"
  }
  var isTransient: Bool { first.isTransient }
  var exitCode: ExitCode { first.exitCode }
}
