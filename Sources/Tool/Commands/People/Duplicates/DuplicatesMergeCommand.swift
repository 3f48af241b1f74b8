import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Merges a recipe into another one.
struct DuplicatesMergeCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Delete a recipe in favour of another one of its place, which gets its tags.",
    discussion: """
      Who may delete the recipe may merge it: its creator and the admins of its community. Its tags \
      go to the other where who merges may tag that: as its creator, or the operator. What was made \
      of it stays made of it. Until the retention ends, `levain recipe restore` gives it back.

      EXAMPLES:
        levain duplicates merge ID INTO --as ada@example.org

      JSON (levain.recipe-merged/1): id (deleted), into, tags (of the one that stays), keptTags.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The id of the recipe that goes.")
  var id: String

  @Argument(help: "The id of the recipe that stays.")
  var into: String

  func run(in session: CommandSession) throws -> RecipeMerged {
    RecipeMerged(
      id: RecipeID(id),
      merged: try session.communities().mergeRecipe(
        RecipeID(id), into: RecipeID(into), as: actor.acting))
  }
}

/// A recipe that was merged into another one.
struct RecipeMerged: CommandResult {
  var id: RecipeID
  var merged: MergedRecipe

  var schema: String { "recipe-merged/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("into", merged.kept)
    writer.member("tags", merged.tags)
    writer.key("keptTags")
    writer.bool(merged.keptTags)
  }

  func show(on output: HumanOutput) {
    output.note("merged the recipe into \(merged.kept.text)")
    if !merged.keptTags {
      output.note("its tags went with it: only the other recipe's creator can tag that")
    }
    output.note("`levain recipe restore \(id.text)` gives it back until its retention ends")
  }
}
