import ArgumentParser

/// What recipes are tagged with.
struct TagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags", abstract: "Show which tags are used, and which go together.",
    subcommands: [TagsTopCommand.self, TagsRelatedCommand.self])
}
