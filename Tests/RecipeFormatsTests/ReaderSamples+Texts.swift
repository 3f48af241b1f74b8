import RecipeFormats

extension ReaderSample {
  /// Texts in which a file is one recipe.
  static let texts: [ReaderSample] = [
    ReaderSample(
      reader: CooklangReader.self, layout: "front matter and steps of many lines",
      content: """
        ---
        title: Soup
        servings: 2
        ---
        -- a comment
        Chop @onion{1} and boil it in @water{1%l}
        for ~{20%minutes} in a #pot.

        > Keeps well.

        """, records: 1,
      withLongField: { "Boil @water{1%l}. ~" + String(repeating: "x", count: $0) + "\n" },
      isStrictUTF8: false)
  ]
}
