import Console
import Import
import JSONText
import PipelineCore
import RecipeArchives
import RecipeModel

// What imports and plans tell beside the account, in JSON and to people.

extension [ImportOutcome.WarningCount] {
  func write(to writer: inout JSONWriter) {
    writer.key("warnings")
    writer.array { writer in
      for entry in self {
        writer.object { writer in
          writer.member("code", entry.warning.code.rawValue)
          writer.member("field", entry.warning.field)
          writer.member("count", entry.count)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    if let told = tagChanges { output.note(told) }
    for entry in self where Self.tagWords[entry.warning.code] == nil {
      output.note(
        "\(Figures.count(entry.count)) × \(entry.warning.code.rawValue) (\(entry.warning.field))")
    }
  }

  /// What the tag rules did, such as `3 tags renamed, 2 dropped`; nil when they changed nothing.
  private var tagChanges: String? {
    var changes = compactMap { entry in
      Self.tagWords[entry.warning.code].map { (count: entry.count, word: $0) }
    }
    guard !changes.isEmpty else { return nil }
    let first = changes.removeFirst()
    return
      (["\(Figures.count(first.count, "tag", "tags")) \(first.word)"]
      + changes.map { "\(Figures.count($0.count)) \($0.word)" }).joined(separator: ", ")
  }

  private static var tagWords: [RecordWarning.Code: String] {
    [.tagSplit: "split", .tagRenamed: "renamed", .tagDropped: "dropped", .tagAdded: "added"]
  }
}

extension LeftOut {
  func write(to writer: inout JSONWriter) {
    writer.key("leftOut")
    writer.object { writer in
      for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
        writer.member(reason, count)
      }
    }
  }

  func show(on output: HumanOutput) {
    for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
      output.note("left out: \(Figures.count(count)) × \(reason)")
    }
  }
}

extension AuthorCensus {
  func write(to writer: inout JSONWriter, namesAuthors: Bool) {
    writer.key("authors")
    writer.object { writer in
      writer.member("mappedRecipes", mappedRecipes)
      writer.member("recipesWithoutUser", strangersRecipes)
      writer.member("authorsWithoutUser", strangers.count)
      writer.member("unlistedRecipes", unlistedRecipes)
      guard namesAuthors else { return }
      writer.key("withoutUser")
      writer.array { writer in
        for stranger in strangers {
          writer.object { writer in
            writer.member("name", stranger.name)
            writer.member("recipes", stranger.recipes)
          }
        }
      }
    }
  }

  /// How many authors are nobody's, without their names.
  func show(on output: HumanOutput, namesAuthors: Bool) {
    if mappedRecipes > 0 {
      output.note("by authors who are users: \(Figures.count(mappedRecipes, "recipe", "recipes"))")
    }
    guard strangersRecipes > 0 else { return }
    let more = unlistedRecipes > 0 ? "more than " : ""
    output.note(
      "authors without a user: \(more)\(Figures.count(strangers.count)), of "
        + "\(Figures.count(strangersRecipes, "recipe", "recipes"))"
        + (namesAuthors ? "; --json names them" : ""))
  }
}
