import PipelineCore
public import RecipeModel

extension RecipeStore {
  /// Ends a run that did not succeed: as interrupted, or as failed with what its fault says.
  public func abandon(_ run: RunKey, because error: any Error, at now: Instant) throws {
    let fault = error as? any Fault
    let exitCode = fault?.exitCode ?? .failed
    try write { (transaction) throws(StoreFault) in
      try transaction.finishRun(
        run, exitCode == .interrupted ? .interrupted : .failed, exitCode: exitCode,
        failure: fault?.message ?? "\(type(of: error))", at: now)
    }
  }
}
