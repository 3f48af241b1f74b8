import ArgumentParser

/// Pipeline files: what they would do, whether they are right, what they look like.
struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Check and show pipeline files.",
    discussion: """
      EXAMPLES:
        levain pipeline validate pipelines/*.yaml
        levain pipeline plan pipelines/nightly.yaml
        levain pipeline graph pipelines/nightly.yaml     a Mermaid flow chart
        levain pipeline schema > levain.schema.json      for editors that complete YAML

      `levain run FILE` runs one.
      """,
    subcommands: [
      PipelinePlanCommand.self, PipelineValidateCommand.self, PipelineGraphCommand.self,
      PipelineSchemaCommand.self,
    ])
}
