import JSONText

/// The words of JSON Schema that describe values of pipeline files.
extension JSONWriter {
  mutating func writeType(_ name: String, orNull: Bool = false) {
    if orNull { member("type", [name, "null"]) } else { member("type", name) }
  }

  /// A list that is not empty.
  mutating func writeArray(of item: (inout JSONWriter) -> Void) {
    writeType("array")
    key("minItems")
    integer(1)
    key("items")
    object { item(&$0) }
  }

  mutating func refuseOtherProperties() {
    member("additionalProperties", false)
  }

  mutating func writeChoices(_ choices: [(inout JSONWriter) -> Void]) {
    key("anyOf")
    array { writer in
      for choice in choices { writer.object { choice(&$0) } }
    }
  }

  /// What YAML may take for a number or a truth value is text to the reader.
  mutating func writeScalar() {
    member("type", ["string", "number", "boolean"])
  }

  /// A text, or a list of texts, which may be empty.
  mutating func writeOneOrMany() {
    writeChoices([
      { $0.writeScalar() },
      { writer in
        writer.writeType("array")
        writer.key("items")
        writer.object { $0.writeScalar() }
      },
    ])
  }

  /// A truth value in quotes, or what a variable says.
  mutating func writeFlagText() {
    writeType("string")
    member("pattern", "^true$|^false$|\\$\\{")
  }

  /// One of some words, or a text in which a variable is filled in.
  mutating func writeEnum(_ words: [String]) {
    writeChoices([
      { $0.member("enum", words) },
      { writer in
        writer.writeType("string")
        writer.member("pattern", "\\$\\{")
      },
    ])
  }
}
