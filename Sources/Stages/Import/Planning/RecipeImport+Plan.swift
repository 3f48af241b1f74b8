import Archives
public import PipelineCore
import Store

extension RecipeImport {
  /// Finds out what `run` would do with the same request, and writes nothing: no run, no picture.
  ///
  /// All of it is one snapshot of the store, which may be one that can only be read; nobody needs to
  /// hold it. When nothing changes before the import, its account is the plan's. Pictures that other
  /// members of an archive hold, origins that come later and near-duplicates are not looked for.
  ///
  /// Throws `PlanInterrupted` when the observer asks to stop, a `ReadFault` when no archive holds
  /// anything that is a record, a `StoreFault`.
  public func plan(
    _ request: ImportRequest, observer: Observer, mirror: Mirror? = nil
  ) throws -> ImportPlan {
    precondition(request.isMirror == (mirror != nil), "who mirrors says how")
    var request = request
    // Whoever plans may want to know whom a mapping would be for.
    request.authors = request.authors ?? [:]
    let inputs = try request.paths.map { try InputPath(path: $0) }
    let runRequest = request.runRequest(of: inputs)
    return try store.read { transaction in
      let earlier = try transaction.unfinishedRun(runRequest)
      let planner = try BatchPlanner(request, after: earlier, in: transaction)
      let session = ImportSession(
        request: request, files: nil, limits: limits,
        checkpoint: try earlier.map { try transaction.checkpoint(of: $0.key) } ?? Checkpoint(),
        observer: observer, activity: "planning",
        totalBytes: inputs.map(\.bytes).reduce(0, +), destination: planner)
      session.keptFields = KeptFields()
      do {
        try session.readAll()
      } catch is Interrupted {
        throw PlanInterrupted()
      }
      return try planner.summary(of: session, mirror: mirror)
    }
  }
}

/// A plan was asked to stop before its end.
public struct PlanInterrupted: Fault, Equatable {
  public init() {}
  public var what: String { "interrupted; a plan stores nothing" }
  public var exitCode: ExitCode { .interrupted }
}
