import Pipelines
import RecipeCoding
import RecipeFormats
import RecipeModel
import Store

/// A pipeline file that was read: its plan, and what tells whether it is the same another time.
struct PipelineSource {
  /// The path as it was given.
  var file: String
  /// All stages of the file.
  var plan: PipelinePlan
  /// Of the bytes of the file.
  var digest: Digest

  /// What is kept of it with a run of some or all of its stages.
  func stored(running stages: PipelinePlan) -> PipelineRequest {
    PipelineRequest(
      StoredPipeline(
        name: plan.name, file: digest, settings: settings,
        isWhole: stages.stages.count == plan.stages.count),
      stages: stages.stages.map {
        PipelineRequest.Stage(
          name: $0.name, kind: $0.kind.rawValue, settings: Digest.sha256($0.statement))
      })
  }

  /// Of everything that the file says, variables filled in.
  private var settings: Digest {
    let parts =
      [Array(plan.name.utf8), Array((plan.store ?? "").utf8)] + plan.stages.map(\.statement)
    return Digest.sha256(parts.flatMap { $0 + [0] })
  }
}

extension CommandSession {
  /// Reads a pipeline file.
  ///
  /// - Parameter path: The file.
  /// - Returns: What it says, with nothing left to check without running it.
  /// - Throws: A fault where it cannot be opened; everything that is wrong with it.
  func readPipeline(_ path: String) throws -> PipelineSource {
    let bytes = try contents(of: path)
    let plan = try PipelineFile.parse(
      bytes, name: path, environment: context.environment, formats: RecipeReaders.formatNames,
      columnFields: StatedColumns.fieldNames)
    return PipelineSource(file: path, plan: plan, digest: Digest.sha256(bytes))
  }

  /// The plan of a pipeline file.
  func readPlan(of path: String) throws -> PipelinePlan { try readPipeline(path).plan }
}
