public import PipelineCore
public import RecipeModel

/// Where a stage of a run of a pipeline stands; raw values are stored.
public enum StageState: String, Sendable, CaseIterable {
  /// It was not begun.
  case waiting
  /// At work.
  case running
  case succeeded
  case failed
  /// It was stopped, or its process was killed.
  case interrupted
  /// It was not begun, because it needs one that failed.
  case leftOut = "left_out"
}

/// What a run of a pipeline is of.
public struct PipelineRequest: Sendable {
  /// A stage of its plan.
  public struct Stage: Sendable, Equatable {
    public var name: String
    /// The stage's word in pipeline files.
    public var kind: String
    /// Of what the file says of it, variables filled in.
    public var settings: Digest

    public init(name: String, kind: String, settings: Digest) {
      self.name = name
      self.kind = kind
      self.settings = settings
    }
  }

  public var pipeline: StoredPipeline
  /// In the order of the plan.
  public var stages: [Stage]

  public init(_ pipeline: StoredPipeline, stages: [Stage]) {
    self.pipeline = pipeline
    self.stages = stages
  }
}

/// What is kept of a pipeline with its run.
public struct StoredPipeline: Sendable, Equatable {
  /// What the file calls it.
  public var name: String
  /// Of the bytes of the file.
  public var file: Digest
  /// Of everything that the file says, variables filled in.
  public var settings: Digest
  /// Whether the run is of all stages of the file.
  public var isWhole: Bool

  public init(name: String, file: Digest, settings: Digest, isWhole: Bool) {
    self.name = name
    self.file = file
    self.settings = settings
    self.isWhole = isWhole
  }
}

/// A stage of a run of a pipeline.
public struct StoredStage: Sendable, Equatable {
  /// Its place in the plan, from 1 on.
  public var position: Int
  public var name: String
  /// The stage's word in pipeline files.
  public var kind: String
  /// Of what the file said of it, variables filled in.
  public var settings: Digest
  public var state: StageState
  /// How often it was begun.
  public var attempts: Int
  /// When its last attempt began.
  public var beganAt: Instant?
  /// How long its last attempt took, in milliseconds.
  public var took: Int64?
  /// The run of its own that its last attempt began.
  public var run: RunID?
  public var exitCode: Int32?
  /// The message it failed with.
  public var failure: String?
  /// The file or folder that it left behind.
  public var artefact: String?
  /// What it reported, as JSON.
  public var result: String?
  /// Nil where no pattern finds its inputs.
  public var inputs: InputCounts?
}

/// How many inputs a stage has of which patterns find some.
public struct InputCounts: Sendable, Equatable {
  /// Those that it reads.
  public var read: Int
  /// Those that were found and done before.
  public var known: Int
}

/// How a stage ended.
public struct StageEnd: Sendable {
  public var state: StageState
  /// In milliseconds; nil for one that was not begun.
  public var took: Int64?
  public var exitCode: ExitCode?
  public var failure: String?
  public var artefact: String?
  /// As JSON.
  public var result: [UInt8]?

  public init(
    _ state: StageState, took: Int64? = nil, exitCode: ExitCode? = nil, failure: String? = nil,
    artefact: String? = nil, result: [UInt8]? = nil
  ) {
    self.state = state
    self.took = took
    self.exitCode = exitCode
    self.failure = failure
    self.artefact = artefact
    self.result = result
  }
}
