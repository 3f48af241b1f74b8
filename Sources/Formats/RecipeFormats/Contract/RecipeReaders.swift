/// The one list of recipe readers.
public enum RecipeReaders {
  /// Every reader; of two that are equally sure, the first is taken.
  public static let all: [any RecipeReader.Type] = [
    PaprikaReader.self,
    JSONLDReader.self,
    PlainJSONReader.self,
    AccuChefReader.self,
    ChefTapReader.self,
    ChowdownReader.self,
    CookBookManagerReader.self,
    CookMLReader.self,
    CooklangReader.self,
    CookmateCSVReader.self,
    FoodComReader.self,
    GourmetReader.self,
    KreMLReader.self,
    MX2Reader.self,
    MasterCookTextReader.self,
    MealMasterReader.self,
    MyRecipeBoxReader.self,
    NowYoureCookingReader.self,
    PepperplateReader.self,
    PlanToEatCSVReader.self,
    PlanToEatTextReader.self,
    RecipeNLGReader.self,
    RecipeMLReader.self,
    RecipeMDReader.self,
    RezKonvReader.self,
    SaffronReader.self,
    CSVReader.self,
    PlainTextReader.self,
  ]

  /// Finds the reader of a format by its name.
  public static func named(_ name: String) -> (any RecipeReader.Type)? {
    all.first { $0.format.name == name }
  }

  /// Finds the reader that is surest of a content, or says what the content looks like.
  public static func detect(_ sample: ContentSample) -> Detection {
    var best: (reader: any RecipeReader.Type, recognition: Recognition)?
    for reader in all {
      guard let recognition = reader.recognize(sample) else { continue }
      if let found = best, found.recognition.confidence >= recognition.confidence { continue }
      best = (reader, recognition)
    }
    guard let best else { return .nothing(looksLike: LookAlike.name(of: sample)) }
    return .reader(best.reader, best.recognition)
  }
}

/// What was found out about a content.
public enum Detection: Sendable {
  /// The reader that is surest, and why.
  case reader(any RecipeReader.Type, Recognition)
  /// No reader fits; what the content looks like, such as `an empty file` or `a PDF document`.
  case nothing(looksLike: String)
}
