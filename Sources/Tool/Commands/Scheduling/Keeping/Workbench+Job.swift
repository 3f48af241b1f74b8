import Store

extension Workbench {
  /// Keeps that a run was made by a scheduled job, when it was.
  func keepJob(of run: StoredRun) throws {
    guard let name = session.context.environment[ChildJobs.variable], let key = Int64(name) else {
      return
    }
    try store.write { (transaction) throws(StoreFault) in
      try transaction.keep(run.key, of: JobKey(key))
    }
  }
}
