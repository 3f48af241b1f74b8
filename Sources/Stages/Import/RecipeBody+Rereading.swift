import RecipeModel

extension RecipeBody {
  /// Takes what a newer reader makes of a source in each field that says what the older reader made
  /// of it; what people changed stays as they left it.
  mutating func reread(_ newer: RecipeBody, since older: RecipeBody) {
    func take<Value: Equatable>(_ field: WritableKeyPath<RecipeBody, Value>) {
      if self[keyPath: field] == older[keyPath: field] {
        self[keyPath: field] = newer[keyPath: field]
      }
    }
    take(\.title)
    take(\.summary)
    take(\.ingredients)
    take(\.steps)
    take(\.times.preparation)
    take(\.times.cooking)
    take(\.times.total)
    take(\.yield)
    take(\.credit.author)
    take(\.credit.source)
    take(\.credit.url)
    take(\.nutrition)
    take(\.rating)
    take(\.notes)
    take(\.equipment)
    take(\.language)
  }
}
