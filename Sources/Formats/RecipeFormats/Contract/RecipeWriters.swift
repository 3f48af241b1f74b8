import PipelineCore

/// The one list of recipe writers.
public enum RecipeWriters {
  /// Every writer, by the name of its format.
  public static let all: [any RecipeWriter.Type] = [
    CooklangWriter.self,
    CSVWriter.self,
    JSONLDWriter.self,
    MealieWriter.self,
    MealMasterWriter.self,
    NextcloudWriter.self,
    PaprikaWriter.self,
    RecipeMDWriter.self,
    RecipeMLWriter.self,
    TandoorWriter.self,
  ]

  /// Finds the writer of a format by its name.
  public static func named(_ name: String) -> (any RecipeWriter.Type)? {
    all.first { $0.reader.format.name == name }
  }

  /// Finds the writer of a format by its name; a fault says which there are.
  public static func required(_ name: String) throws(UnknownFormat) -> any RecipeWriter.Type {
    guard let writer = named(name) else {
      throw UnknownFormat(name: name, known: all.map { $0.reader.format.name })
    }
    return writer
  }
}

extension FormatDescription {
  /// Every format that is read or written, in the order in which formats are tried.
  public static var all: [FormatDescription] {
    RecipeReaders.all.map { reader in
      var format = reader.format
      format.writes = RecipeWriters.named(format.name) != nil
      return format
    }
  }
}
