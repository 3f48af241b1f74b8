public import JSONText
public import RecipeModel

extension RecipeBody {
  /// Reads the JSON that `write(to:)` writes; strict in names and types.
  public init(_ element: JSONElement, pointer: String = "") throws(FieldFault) {
    self = try JSONFieldReader.read(element, pointer: pointer) {
      (fields) throws(FieldFault) in try RecipeBody.read(&fields)
    }
  }

  /// Reads the same from bytes; nil when they are not the JSON of a body.
  public init?(json: UnsafeBufferPointer<UInt8>) {
    let read = JSONParser().parse(json) { element -> RecipeBody? in
      do throws(FieldFault) { return try RecipeBody(element) } catch { return nil }
    }
    guard let body = (try? read.get()) ?? nil else { return nil }
    self = body
  }

  private static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> RecipeBody {
    let title = try fields.requiredString("title")
    guard !title.isEmpty else { throw fields.fault(.invalid, "title") }
    return RecipeBody(
      title: title,
      summary: try fields.string("summary"),
      ingredients: try fields.objects("ingredients") { (group) throws(FieldFault) in
        IngredientGroup(
          name: try group.string("name"),
          ingredients: try group.objects("ingredients") { (fields) throws(FieldFault) in
            try Ingredient.read(&fields)
          })
      },
      steps: try fields.objects("steps") { (group) throws(FieldFault) in
        StepGroup(name: try group.string("name"), steps: try group.strings("steps"))
      },
      times: try fields.object("times") { (fields) throws(FieldFault) in
        Times(
          preparation: try fields.timeSpan("preparation"),
          cooking: try fields.timeSpan("cooking"), total: try fields.timeSpan("total"))
      } ?? Times(),
      yield: try fields.object("yield") { (fields) throws(FieldFault) in
        Yield(
          text: try fields.requiredString("text"), amount: try fields.quantity("amount"),
          unit: try fields.string("unit"))
      },
      credit: try fields.object("credit") { (fields) throws(FieldFault) in
        Credit(
          author: try fields.string("author"), source: try fields.string("source"),
          url: try fields.string("url"))
      } ?? Credit(),
      nutrition: try fields.objects("nutrition") { (fields) throws(FieldFault) in
        NutritionFact(
          name: try fields.requiredString("name"), value: try fields.requiredString("value"))
      },
      rating: try fields.object("rating") { (fields) throws(FieldFault) in
        Rating(
          value: try fields.required("value", Double.self),
          best: try fields.required("best", Double.self), count: try fields.integer("count"))
      },
      notes: try fields.strings("notes"),
      equipment: try fields.strings("equipment"),
      language: try fields.string("language"))
  }
}

extension Ingredient {
  fileprivate static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> Ingredient {
    let text = try fields.requiredString("text")
    guard !text.isEmpty else { throw fields.fault(.invalid, "text") }
    return Ingredient(
      text: text, quantity: try fields.quantity("quantity"), unit: try fields.string("unit"),
      item: try fields.string("item"), note: try fields.string("note"),
      isOptional: try fields.bool("optional") ?? false)
  }
}

extension JSONFieldReader {
  fileprivate mutating func required(
    _ name: StaticString, _: Double.Type
  ) throws(FieldFault) -> Double {
    guard let number = try double(name) else { throw fault(.missing, name) }
    return number
  }

  fileprivate mutating func quantity(_ name: StaticString) throws(FieldFault) -> Quantity? {
    let quantity = try object(name) { (fields) throws(FieldFault) in
      Quantity(try fields.required("lower", Double.self), upTo: try fields.double("upper"))
    }
    if let quantity, let upper = quantity.upper, upper < quantity.lower {
      throw fault(.invalid, name)
    }
    return quantity
  }

  fileprivate mutating func timeSpan(_ name: StaticString) throws(FieldFault) -> TimeSpan? {
    try object(name) { (fields) throws(FieldFault) in
      TimeSpan(text: try fields.requiredString("text"), minutes: try fields.integer("minutes"))
    }
  }
}
