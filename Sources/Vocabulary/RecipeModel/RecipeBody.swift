/// What a recipe says: its title and its structured content, without where it lives.
///
/// A body is shared by every recipe that says the same: a personal copy, a variant and a
/// share start on the body of their origin. Tags, images, owners and dates belong to the
/// recipe, not to its body.
public struct RecipeBody: Sendable, Equatable {
  /// The name of the dish; never empty in a stored recipe.
  public var title: String
  /// An introduction, as plain text with line feeds.
  public var summary: String?
  /// The ingredients in order; a recipe without headings has one group without a name.
  public var ingredients: [IngredientGroup]
  /// The method in order; a recipe without headings has one group without a name.
  public var steps: [StepGroup]
  public var times: Times
  public var yield: Yield?
  public var credit: Credit
  /// Label and value as stated, such as `calories` and `143 kcal`, in the order of the source.
  public var nutrition: [NutritionFact]
  public var rating: Rating?
  public var notes: [String]
  /// Tools and cookware, as stated.
  public var equipment: [String]
  /// BCP 47 language tag, as stated.
  public var language: String?

  @inlinable
  public init(
    title: String, summary: String? = nil, ingredients: [IngredientGroup] = [],
    steps: [StepGroup] = [], times: Times = Times(), yield: Yield? = nil,
    credit: Credit = Credit(), nutrition: [NutritionFact] = [], rating: Rating? = nil,
    notes: [String] = [], equipment: [String] = [], language: String? = nil
  ) {
    self.title = title
    self.summary = summary
    self.ingredients = ingredients
    self.steps = steps
    self.times = times
    self.yield = yield
    self.credit = credit
    self.nutrition = nutrition
    self.rating = rating
    self.notes = notes
    self.equipment = equipment
    self.language = language
  }
}

/// Steps below one heading.
public struct StepGroup: Sendable, Equatable {
  /// The heading; nil for steps without one.
  public var name: String?
  public var steps: [String]

  public init(name: String? = nil, steps: [String]) {
    self.name = name
    self.steps = steps
  }
}

/// Who and where a recipe comes from, as text; never a user of the store.
public struct Credit: Sendable, Equatable {
  /// The person or organization that wrote it.
  public var author: String?
  /// The book, site or program it was taken from.
  public var source: String?
  /// The address it was taken from, as stated.
  public var url: String?

  public init(author: String? = nil, source: String? = nil, url: String? = nil) {
    self.author = author
    self.source = source
    self.url = url
  }
}

/// One line of nutrition information.
public struct NutritionFact: Sendable, Equatable {
  public var name: String
  /// The value with its unit, as stated.
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A rating that came with the recipe.
public struct Rating: Sendable, Equatable {
  public var value: Double
  /// The best possible value.
  public var best: Double
  /// How many people rated; nil when not stated.
  public var count: Int?

  public init(value: Double, best: Double = 5, count: Int? = nil) {
    self.value = value
    self.best = best
    self.count = count
  }
}
