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
    options.write(to: &writer)
    if let authors {
      writer.key("authors")
      writer.object { writer in
        writer.authors("mapped", authors.mapped, as: "user")
        writer.authors("created", authors.created, as: "email")
      }
    }
    writer.member("mirror", isMirror)
    writer.member("maxErrors", errorLimit?.description)
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
}
