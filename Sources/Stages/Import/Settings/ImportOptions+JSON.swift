import CommunityRules
public import JSONText
import RecipeFormats

// One form wherever options are kept: with a run, and in a saved plan.

extension ImportOptions {
  /// Writes the options as members of the object that is open.
  public func write(to writer: inout JSONWriter) {
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
    writer.member("source", sourceName)
    writer.key("tagRules")
    writer.object { writer in tagRules.write(to: &writer) }
    writer.member("tags", tags)
    writer.member("duplicates", duplicates.rawValue)
    writer.member("nearDuplicates", nearDuplicates.rawValue)
    writer.member("indexesText", indexesText)
  }

  /// Reads the members that `write` writes, all of which must be there and whole.
  public init(_ fields: JSONFields) throws(JSONDamage) {
    format = try fields.optionalText("format")
    let stated = try fields.list("columns").map { (inner) throws(JSONDamage) in
      (field: try inner.text("field"), header: try inner.text("header"))
    }
    guard let columns = try? StatedColumns(stated) else {
      throw JSONDamage(reason: "its columns cannot be read")
    }
    self.columns = columns
    sourceName = try fields.optionalText("source")
    tagRules = try TagRules(try fields.object("tagRules"))
    tags = try fields.texts("tags")
    duplicates = try fields.choice("duplicates")
    nearDuplicates = try fields.choice("nearDuplicates")
    indexesText = try fields.flag("indexesText")
  }
}

extension TagRules {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("split", separators)
    writer.rules("rename", renamed)
    writer.member("drop", dropped.map(\.shown))
    writer.rules("add", added)
  }

  fileprivate init(_ fields: JSONFields) throws(JSONDamage) {
    let separators = try fields.texts("split")
    guard separators.allSatisfy({ !$0.isEmpty }) else { throw .inTagRules }
    self.init(
      splitAt: separators, rename: try fields.rules("rename"), drop: try fields.tags("drop"),
      add: try fields.rules("add"))
  }
}

extension JSONWriter {
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

extension JSONFields {
  fileprivate func rules(_ name: String) throws(JSONDamage) -> [TagRules.Rule] {
    try list(name).map { (inner) throws(JSONDamage) in
      TagRules.Rule(try TagName(kept: try inner.text("tag")), try inner.tags("tags"))
    }
  }

  fileprivate func tags(_ name: String) throws(JSONDamage) -> [TagName] {
    try texts(name).map { (text) throws(JSONDamage) in try TagName(kept: text) }
  }
}

extension TagName {
  fileprivate init(kept text: String) throws(JSONDamage) {
    guard let name = try? TagName(text) else { throw .inTagRules }
    self = name
  }
}

extension JSONDamage {
  fileprivate static let inTagRules = JSONDamage(reason: "its tag rules cannot be read")
}
