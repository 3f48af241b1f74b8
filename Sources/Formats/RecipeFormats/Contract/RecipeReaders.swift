/// The one list of recipe readers.
public enum RecipeReaders {
  /// Every reader; of two that are equally sure, the first is taken.
  public static let all: [any RecipeReader.Type] = [
    // The JSON of single programs, before the JSON that anybody writes.
    CroutonReader.self,
    DomesticaReader.self,
    MealieReader.self,
    MelaReader.self,
    NextcloudReader.self,
    OpenEatsReader.self,
    OpenRecipesReader.self,
    PaprikaReader.self,
    RecetteTekReader.self,
    RecipeSageReader.self,
    TandoorReader.self,
    JSONLDReader.self,
    PlainJSONReader.self,
    AccuChefReader.self,
    ChefTapReader.self,
    ChowdownReader.self,
    CookBookManagerReader.self,
    CookMLReader.self,
    CooklangReader.self,
    CookmateReader.self,
    CookmateCSVReader.self,
    CopyMeThatReader.self,
    EasyRecipeDeluxeReader.self,
    EnexReader.self,
    FoodComReader.self,
    GourmetReader.self,
    HTMLReader.self,
    KreMLReader.self,
    LivingCookbookReader.self,
    MX2Reader.self,
    MasterCookTextReader.self,
    MealMasterReader.self,
    MyRecipeBoxReader.self,
    NowYoureCookingReader.self,
    PepperplateReader.self,
    PlanToEatCSVReader.self,
    PlanToEatTextReader.self,
    RecipeKeeperReader.self,
    RecipeMDReader.self,
    RecipeMLReader.self,
    RecipeNLGReader.self,
    RezKonvReader.self,
    SaffronReader.self,
    CSVReader.self,
    PlainTextReader.self,
  ]

  public static var formatNames: [String] { all.map { $0.format.name } }

  /// Finds the reader of a format by its name.
  public static func named(_ name: String) -> (any RecipeReader.Type)? {
    all.first { $0.format.name == name }
  }

  /// Finds the reader of a format by its name; a fault says which there are.
  public static func required(_ name: String) throws(UnknownFormat) -> any RecipeReader.Type {
    guard let reader = named(name) else {
      throw UnknownFormat(name: name, known: formatNames)
    }
    return reader
  }

  /// Finds the reader that is surest of a content, or says what the content looks like.
  public static func detect(_ sample: ContentSample) -> Detection {
    if let kind = UnreadableKind(of: sample) { return .unreadable(kind) }
    guard sample.isText else { return .nothing(looksLike: LookAlike.name(of: sample)) }
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
  /// A kind that is known and not read.
  case unreadable(UnreadableKind)
  /// No reader fits; what the content looks like, such as `an empty file` or `a PNG image`.
  case nothing(looksLike: String)
}
