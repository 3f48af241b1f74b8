/// What a pipeline file may say, as a table; the documentation is made from it.
///
/// Its rows are the declarations that the reader checks keys against, so that neither can know
/// a key that the other does not.
public enum PipelineReference {
  /// One key, and where it stands.
  public struct Row: Sendable, Equatable {
    /// The stage whose setting it is; nil for the keys of the file and of an entry.
    public var stage: StageKind?
    /// Where it stands, in words: `the file`, `each stage`, the stage's own word, or the key whose
    /// value holds it.
    public var place: String
    public var key: SettingKey
  }

  /// Every key, the file's first, then those of every entry, then stage by stage.
  public static var rows: [Row] {
    let stages = StageKind.allCases.flatMap { kind in
      kind.keys.flatMap { key in
        [Row(stage: kind, place: kind.rawValue, key: key)]
          + key.kind.keys.map { Row(stage: kind, place: key.name, key: $0) }
      }
    }
    return rows(of: PlanReading.keys, in: "the file")
      + rows(of: StageReading.keys, in: "each stage") + stages
  }

  /// Keys that are no stage's, with those that their values hold.
  private static func rows(of keys: [SettingKey], in place: String) -> [Row] {
    keys.flatMap { key in
      [Row(stage: nil, place: place, key: key)]
        + key.kind.keys.map { Row(stage: nil, place: "`\(key.name)`", key: $0) }
    }
  }

  /// The stages and what they do, as a Markdown table.
  public static var stagesAsMarkdown: String {
    table(
      ["stage", "what it does"],
      StageKind.allCases.map { ["`\($0.rawValue)`", $0.meaning] })
  }

  /// Every key, as a Markdown table.
  public static var keysAsMarkdown: String {
    table(
      ["where", "key", "takes", "required", "meaning"],
      rows.map { row in
        [
          row.stage == nil ? row.place : "`\(row.place)`", "`\(row.key.name)`",
          row.key.kind.description, row.key.isRequired ? "yes" : "", row.key.meaning,
        ]
      })
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |\n" }
      .joined()
  }
}
