/// Ingredients below one heading.
public struct IngredientGroup: Sendable, Equatable {
  /// The heading; nil for ingredients without one.
  public var name: String?
  public var ingredients: [Ingredient]

  public init(name: String? = nil, ingredients: [Ingredient]) {
    self.name = name
    self.ingredients = ingredients
  }
}

/// One ingredient: the line as stated, and what could be read out of it.
public struct Ingredient: Sendable, Equatable {
  /// The whole line as the source states it (or as built from its parts); never empty.
  public var text: String
  public var quantity: Quantity?
  /// The unit as stated, such as `cups` or `EL`.
  public var unit: String?
  /// What it is, without quantity, unit and note.
  public var item: String?
  /// Preparation and remarks, such as `finely chopped`.
  public var note: String?
  public var isOptional: Bool

  @inlinable
  public init(
    text: String, quantity: Quantity? = nil, unit: String? = nil, item: String? = nil,
    note: String? = nil, isOptional: Bool = false
  ) {
    self.text = text
    self.quantity = quantity
    self.unit = unit
    self.item = item
    self.note = note
    self.isOptional = isOptional
  }
}

/// An amount: one number, or a range with both ends included.
public struct Quantity: Sendable, Equatable {
  public var lower: Double
  /// The upper end of a range; nil for a single number, never less than `lower`.
  public var upper: Double?

  public init(_ lower: Double, upTo upper: Double? = nil) {
    self.lower = lower
    self.upper = upper
  }
}
