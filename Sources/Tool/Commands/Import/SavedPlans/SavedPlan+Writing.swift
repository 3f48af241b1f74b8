import CommunityRules
import Communities
import Import
import JSONText
import PipelineCore
import RecipeFormats

extension SavedPlan {
  /// The plan as a JSON document.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", SavedPlan.schema)
      writer.member("installation", installation)
      writer.key("change")
      writer.integer(change)
      writer.key("undoneWork")
      writer.integer(undoneWork)
      if let attempt {
        writer.key("attempt")
        writer.object { writer in
          writer.member("run", attempt.run)
          writer.member("number", attempt.number)
        }
      }
      writer.key("archives")
      writer.array { writer in
        for archive in archives {
          writer.object { writer in
            writer.member("path", archive.path)
            writer.member("sha256", archive.sha256)
          }
        }
      }
      writer.key("settings")
      writer.object { writer in work.write(to: &writer) }
      writer.key("members")
      writer.array { writer in
        for account in accounts { account.write(to: &writer) }
      }
      if let fates {
        writer.key("missing")
        writer.object { writer in
          for fate in MissingRecipes.Fate.allCases {
            writer.member(fate.rawValue, fates[fate] ?? 0)
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

extension ImportWork {
  fileprivate func write(to writer: inout JSONWriter) {
    if case .community(let slug) = place { writer.member("into", slug) }
    writer.member("as", importer)
    writer.member("format", format)
    writer.key("columns")
    writer.array { writer in
      for column in columns.columns {
        writer.object { writer in
          writer.member("field", column.meaning.rawValue)
          writer.member("header", column.header)
        }
      }
    }
    writer.member("source", source)
    if let authors {
      writer.key("authors")
      writer.object { writer in
        writer.authors("mapped", authors.mapped, as: "user")
        writer.authors("created", authors.created, as: "email")
      }
    }
    writer.key("tagRules")
    writer.object { writer in tagRules.write(to: &writer) }
    writer.member("tags", tags)
    writer.member("duplicates", duplicates.rawValue)
    writer.member("nearDuplicates", nearDuplicates.rawValue)
    writer.member("indexesText", indexesText)
    writer.member("mirror", isMirror)
    writer.member("maxErrors", errorLimit?.description)
  }
}

extension TagRules {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("split", separators)
    writer.rules("rename", renamed)
    writer.member("drop", dropped.map(\.shown))
    writer.rules("add", added)
  }
}

extension JSONWriter {
  fileprivate mutating func authors(_ name: String, _ authors: [NamedAuthor], as kind: String) {
    key(name)
    array { writer in
      for author in authors {
        writer.object { writer in
          writer.member("name", author.name)
          writer.member(kind, author.email)
        }
      }
    }
  }

  fileprivate mutating func rules(_ name: String, _ rules: [TagRules.Rule]) {
    key(name)
    array { writer in
      for rule in rules {
        writer.object { writer in
          writer.member("tag", rule.name.shown)
          writer.member("tags", rule.tags.map(\.shown))
        }
      }
    }
  }
}
