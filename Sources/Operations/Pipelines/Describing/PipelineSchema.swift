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
    writer.writeType("object")
    writer.key("properties")
    writer.object { writer in
      for key in keys { writeProperty(key, to: &writer) }
    }
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { writer.member("required", required) }
    writer.refuseOtherProperties()
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
      writer.writeArray { writeMapping(of: kind.keys, to: &$0) }
    case _ where kind.needsSettings: writeMapping(of: kind.keys, to: &writer)
    default:
      writer.writeChoices([{ writeMapping(of: kind.keys, to: &$0) }, { $0.writeType("null") }])
    }
  }

  /// Writes what an entry of `stages` may be: a word, or one stage with what stands beside it.
  private func writeStage(to writer: inout JSONWriter) {
    let words = StageKind.allCases.filter { !$0.needsSettings }.map(\.rawValue)
    writer.writeChoices([
      { $0.member("enum", words) },
      { writer in
        writer.writeType("object")
        writer.key("properties")
        writer.object { writer in
          for key in StageReading.keys { writeProperty(key, to: &writer) }
          for kind in StageKind.allCases {
            writer.key(kind.rawValue)
            writer.object { $0.member("$ref", "#/$defs/\(kind.rawValue)") }
          }
        }
        writer.refuseOtherProperties()
        writer.key("oneOf")
        writer.array { writer in
          for kind in StageKind.allCases {
            writer.object { $0.member("required", [kind.rawValue]) }
          }
        }
      },
    ])
  }

  // MARK: - Values

  /// Writes the members that describe a value.
  private func writeValue(_ kind: ValueKind, to writer: inout JSONWriter) {
    switch kind {
    case .text, .email, .slug, .path, .day, .timeZone, .duration, .cron, .errorLimit,
      .percentage, .count:
      writer.writeScalar()
    case .texts, .emails, .paths: writer.writeOneOrMany()
    case .flag: writer.writeChoices([{ $0.writeType("boolean") }, { $0.writeFlagText() }])
    case .choice(let words): writer.writeEnum(words)
    case .format: writer.writeEnum(formats)
    case .columns:
      writer.writeType("object", orNull: true)
      writer.key("properties")
      writer.object { writer in
        for field in columnFields {
          writer.key(field)
          writer.object { $0.writeOneOrMany() }
        }
      }
      writer.refuseOtherProperties()
    case .tagRules:
      writer.writeChoices([{ writeMapping(of: kind.keys, to: &$0) }, { $0.writeType("null") }])
    case .schedule, .retry:
      writer.writeChoices([{ $0.writeScalar() }, { writeMapping(of: kind.keys, to: &$0) }])
    case .command: writer.writeOneOrMany()
    case .hooks:
      writer.writeChoices([
        { $0.writeScalar() }, { writeMapping(of: kind.keys, to: &$0) },
        { writer in
          writer.writeType("array")
          writer.key("items")
          writer.object { writer in
            writer.writeChoices([
              { $0.writeOneOrMany() }, { writeMapping(of: kind.keys, to: &$0) },
            ])
          }
        },
      ])
    case .authors:
      writer.writeChoices([
        { $0.writeEnum(["importer"]) }, { writeMapping(of: kind.keys, to: &$0) },
      ])
    case .tagNames:
      writer.writeType("object", orNull: true)
      writer.key("additionalProperties")
      writer.object { $0.writeOneOrMany() }
    case .addresses, .secrets:
      writer.writeType("object", orNull: true)
      writer.key("additionalProperties")
      writer.object { $0.writeScalar() }
    case .stages:
      writer.writeArray { writeStage(to: &$0) }
    }
  }
}

extension StageKind {
  /// Whether it cannot stand alone as a word.
  fileprivate var needsSettings: Bool {
    self == .users || self == .communities || keys.contains(where: \.isRequired)
  }
}
