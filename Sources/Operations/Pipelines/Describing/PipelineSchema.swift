import JSONText

/// What editors need to complete and check pipeline files while they are written: a JSON Schema.
///
/// It is made from the declarations that the reader checks keys against. It knows less than the
/// reader: which of two keys exclude each other, which names are taken, what variables will hold.
public struct PipelineSchema {
  /// The names that `format:` may have.
  public var formats: [String]
  /// The fields that `columns:` may name.
  public var columnFields: [String]

  public init(formats: [String], columnFields: [String]) {
    self.formats = formats
    self.columnFields = columnFields
  }

  /// The schema, draft 2020-12, as one line of JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("$schema")
      writer.string("https://json-schema.org/draft/2020-12/schema")
      writer.key("title")
      writer.string("Levain pipeline")
      writeMapping(of: PlanReading.keys, to: &writer)
      writer.key("$defs")
      writer.object { writer in
        for kind in StageKind.allCases {
          writer.key(kind.rawValue)
          writer.object { writeSettings(of: kind, to: &$0) }
        }
      }
    }
    return writer.bytes
  }

  // MARK: - Mappings

  /// Writes the members that describe a mapping with declared keys.
  private func writeMapping(of keys: [SettingKey], to writer: inout JSONWriter) {
    writer.key("type")
    writer.string("object")
    writer.key("properties")
    writer.object { writer in
      for key in keys { writeProperty(key, to: &writer) }
    }
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty {
      writer.key("required")
      writeList(required, to: &writer)
    }
    writer.key("additionalProperties")
    writer.bool(false)
  }

  private func writeProperty(_ key: SettingKey, to writer: inout JSONWriter) {
    writer.key(key.name)
    writer.object { writer in
      writer.key("description")
      writer.string(key.meaning)
      writeValue(key.kind, to: &writer)
    }
  }

  private func writeSettings(of kind: StageKind, to writer: inout JSONWriter) {
    writer.key("description")
    writer.string(kind.meaning)
    switch kind {
    case .users, .communities:
      writer.key("type")
      writer.string("array")
      writer.key("minItems")
      writer.integer(1)
      writer.key("items")
      writer.object { writeMapping(of: kind.keys, to: &$0) }
    case _ where kind.needsSettings: writeMapping(of: kind.keys, to: &writer)
    default:
      writeChoices(
        [{ writeMapping(of: kind.keys, to: &$0) }, { $0.writeType("null") }], to: &writer)
    }
  }

  /// Writes what an entry of `stages` may be: a word, or one stage with what stands beside it.
  private func writeStage(to writer: inout JSONWriter) {
    let words = StageKind.allCases.filter { !$0.needsSettings }.map(\.rawValue)
    writeChoices(
      [
        { writer in
          writer.key("enum")
          writeList(words, to: &writer)
        },
        { writer in
          writer.writeType("object")
          writer.key("properties")
          writer.object { writer in
            for key in StageReading.keys { writeProperty(key, to: &writer) }
            for kind in StageKind.allCases {
              writer.key(kind.rawValue)
              writer.object { writer in
                writer.key("$ref")
                writer.string("#/$defs/\(kind.rawValue)")
              }
            }
          }
          writer.key("additionalProperties")
          writer.bool(false)
          writer.key("oneOf")
          writer.array { writer in
            for kind in StageKind.allCases {
              writer.object { writer in
                writer.key("required")
                writeList([kind.rawValue], to: &writer)
              }
            }
          }
        },
      ], to: &writer)
  }

  // MARK: - Values

  /// Writes the members that describe a value.
  private func writeValue(_ kind: ValueKind, to writer: inout JSONWriter) {
    switch kind {
    case .text, .email, .slug, .path, .day, .timeZone, .duration, .errorLimit, .percentage,
      .count:
      writer.writeScalar()
    case .texts, .emails, .paths: writeOneOrMany(to: &writer)
    case .flag: writeChoices([{ $0.writeType("boolean") }, { $0.writeFlagText() }], to: &writer)
    case .choice(let words): writer.writeEnum(words)
    case .format: writer.writeEnum(formats)
    case .columns:
      writer.writeType("object", orNull: true)
      writer.key("properties")
      writer.object { writer in
        for field in columnFields {
          writer.key(field)
          writer.object { writeOneOrMany(to: &$0) }
        }
      }
      writer.key("additionalProperties")
      writer.bool(false)
    case .tagRules:
      writeChoices(
        [{ writeMapping(of: kind.keys, to: &$0) }, { $0.writeType("null") }], to: &writer)
    case .retry:
      writeChoices(
        [{ $0.writeScalar() }, { writeMapping(of: kind.keys, to: &$0) }], to: &writer)
    case .command: writeOneOrMany(to: &writer)
    case .hooks:
      writeChoices(
        [
          { $0.writeScalar() }, { writeMapping(of: kind.keys, to: &$0) },
          { writer in
            writer.writeType("array")
            writer.key("items")
            writer.object { writer in
              writeChoices(
                [{ writeOneOrMany(to: &$0) }, { writeMapping(of: kind.keys, to: &$0) }],
                to: &writer)
            }
          },
        ], to: &writer)
    case .authors:
      writeChoices(
        [{ $0.writeEnum(["importer"]) }, { writeMapping(of: kind.keys, to: &$0) }], to: &writer)
    case .tagNames:
      writer.writeType("object", orNull: true)
      writer.key("additionalProperties")
      writer.object { writeOneOrMany(to: &$0) }
    case .addresses, .secrets:
      writer.writeType("object", orNull: true)
      writer.key("additionalProperties")
      writer.object { $0.writeScalar() }
    case .stages:
      writer.writeType("array")
      writer.key("minItems")
      writer.integer(1)
      writer.key("items")
      writer.object { writeStage(to: &$0) }
    }
  }

  private func writeOneOrMany(to writer: inout JSONWriter) {
    writeChoices(
      [
        { $0.writeScalar() },
        { writer in
          writer.writeType("array")
          writer.key("items")
          writer.object { $0.writeScalar() }
        },
      ], to: &writer)
  }

  private func writeChoices(
    _ choices: [(inout JSONWriter) -> Void], to writer: inout JSONWriter
  ) {
    writer.key("anyOf")
    writer.array { writer in
      for choice in choices { writer.object { choice(&$0) } }
    }
  }

  private func writeList(_ words: [String], to writer: inout JSONWriter) {
    writer.array { writer in
      for word in words { writer.string(word) }
    }
  }
}

extension StageKind {
  /// Whether it cannot stand alone as a word.
  fileprivate var needsSettings: Bool {
    self == .users || self == .communities || keys.contains(where: \.isRequired)
  }
}

extension JSONWriter {
  fileprivate mutating func writeType(_ name: String, orNull: Bool = false) {
    key("type")
    if orNull {
      array { writer in
        writer.string(name)
        writer.string("null")
      }
    } else {
      string(name)
    }
  }

  /// A truth value in quotes, or what a variable says.
  fileprivate mutating func writeFlagText() {
    writeType("string")
    key("pattern")
    string("^true$|^false$|\\$\\{")
  }

  /// What YAML may take for a number or a truth value is text to the reader.
  fileprivate mutating func writeScalar() {
    key("type")
    array { writer in
      for name in ["string", "number", "boolean"] { writer.string(name) }
    }
  }

  /// One of some words, or a text in which a variable is filled in.
  fileprivate mutating func writeEnum(_ words: [String]) {
    key("anyOf")
    array { writer in
      writer.object { writer in
        writer.key("enum")
        writer.array { writer in
          for word in words { writer.string(word) }
        }
      }
      writer.object { $0.writeVariable() }
    }
  }

  fileprivate mutating func writeVariable() {
    writeType("string")
    key("pattern")
    string("\\$\\{")
  }
}
