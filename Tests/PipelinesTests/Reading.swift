import Pipelines

/// Reads a pipeline file as the tests do, with two formats and no variables unless given.
func plan(
  _ text: String, environment: [String: String] = [:], relativeTo folder: String = ""
) throws(PipelineFault) -> PipelinePlan {
  try PipelineFile.parse(
    text, name: "p.yaml", environment: environment, formats: ["json-ld", "recipeml"],
    columnFields: ["title", "ingredients", "steps"], relativeTo: folder)
}

/// What is wrong with a file, one line each; empty when nothing is.
func problems(_ text: String, environment: [String: String] = [:]) -> [String] {
  do {
    _ = try plan(text, environment: environment)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

/// A whole file around the lines of its stages, which begin on line 3.
func file(_ stages: String) -> String {
  "pipeline: p\nstages:\n" + stages
}
