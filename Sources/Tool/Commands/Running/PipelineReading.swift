import Pipelines
import RecipeFormats

extension CommandSession {
  /// The plan of a pipeline file.
  ///
  /// - Parameter path: The file.
  /// - Returns: The plan, with nothing left to check without running it.
  /// - Throws: A fault where it cannot be opened; everything that is wrong with it.
  func readPlan(of path: String) throws -> PipelinePlan {
    try PipelineFile.parse(
      try contents(of: path), name: path, environment: context.environment,
      formats: RecipeReaders.formatNames, columnFields: StatedColumns.fieldNames)
  }
}
