/// How far a long piece of work has come.
public struct Progress: Sendable, Equatable {
  /// What is being done, such as `importing`.
  public var activity: String
  /// How many records are done.
  public var records: Int
  /// How many bytes of input are done, as they lie on disk.
  public var bytes: Int64
  /// How many bytes of input there are; nil when not known.
  public var totalBytes: Int64?

  public init(activity: String, records: Int, bytes: Int64 = 0, totalBytes: Int64? = nil) {
    self.activity = activity
    self.records = records
    self.bytes = bytes
    self.totalBytes = totalBytes
  }
}

/// What watches a run: told of progress after each committed batch, asked whether to stop.
public struct Observer: Sendable {
  /// Called after each batch is committed.
  public var progress: @Sendable (Progress) -> Void
  /// Whether the run should stop at the next whole batch.
  public var shouldStop: @Sendable () -> Bool

  public init(
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.shouldStop = shouldStop
  }
}

/// A run was asked to stop and did so after a whole batch.
public struct Interrupted: Fault, Equatable {
  public init() {}
  public var what: String { "interrupted; everything up to the last whole batch is stored" }
  public var hint: String? { "run the same command again to go on from there" }
  public var exitCode: ExitCode { .interrupted }
}
