/// The most used tags as bars.
enum TagsChart {
  /// How many are drawn; the table holds all.
  static let limit = 10

  static func draw(_ tags: [TagUsage], to html: inout HTML) {
    BarList(
      id: "tag-usage", title: "Most used tags", description: description(of: tags),
      bars: tags.prefix(limit).map { tag in
        BarList.Bar(
          name: tag.name, value: tag.recipes,
          words: "\(tag.name): \(tag.recipes.of("recipe", "recipes")), "
            + tag.views.of("view", "views"))
      },
      classes: "bar-tags"
    ).draw(to: &html)
  }

  private static func description(of tags: [TagUsage]) -> String {
    guard let first = tags.first else { return "No recipe has a tag." }
    return "The \(min(tags.count, limit)) most used; the first, \(first.name), is on "
      + "\(first.recipes.of("recipe", "recipes"))."
  }
}
