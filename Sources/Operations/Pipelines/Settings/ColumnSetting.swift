import RecipeModel

/// A column of tables by its header, and the field that it holds.
public struct ColumnSetting: Sendable, Equatable {
  /// One of the fields that the reader of the file was given.
  public var field: String
  public var header: String

  public init(field: String, header: String) {
    self.field = field
    self.header = header
  }

  /// Reads fields with one header each or a list of them, in the order of the file; no header comes
  /// twice.
  static func read(_ key: String, in mapping: inout SettingsMapping) -> [ColumnSetting] {
    let keys = mapping.scope.columnFields.map {
      SettingKey($0, .texts, "the headers of the columns that hold it")
    }
    return mapping.read(key, keys: keys) { columns in
      var settings: [ColumnSetting] = []
      for field in columns.given {
        for header in columns.texts(field) ?? [] {
          let name = FoldedName(header)
          if let taken = settings.first(where: { FoldedName($0.header) == name }) {
            columns.report(.columnTaken(header, by: taken.field), at: field)
          } else {
            settings.append(ColumnSetting(field: field, header: header))
          }
        }
      }
      return settings
    } ?? []
  }
}
