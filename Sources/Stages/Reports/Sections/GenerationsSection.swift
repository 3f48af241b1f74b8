import RecipeModel
public import Statistics

/// A family by generations: how many recipes there are so many steps from the first.
public struct GenerationsSection: ReportSection {
  public var family: FamilyInsights

  public init(_ family: FamilyInsights) {
    self.family = family
  }

  public var id: String { "generations" }
  public var heading: String { "Generations" }
  public var isHalf: Bool { true }

  public var explanation: String {
    guard let waited = family.millisecondsToFirstFork else {
      return "How many recipes were made so many steps from the first."
    }
    return "How many recipes were made so many steps from the first. The first fork of this recipe "
      + "came after \(Int(waited / 1000).asDuration)."
  }

  public var nothing: String? {
    guard family.generations.count <= 1 else { return nil }
    return family.beyond == nil && family.generation == 0
      ? "Nothing was forked yet: there is one generation."
      : "There is one generation of it that you may see."
  }

  public var content: SectionContent {
    let bars = BarList(
      id: "generation-recipes", title: "Recipes in each generation",
      description: "\(family.generations.count.of("generation", "generations")), "
        + "the furthest \((family.generations.last?.depth ?? 0).of("step", "steps")) away.",
      bars: family.generations.prefix(12).map { generation in
        BarList.Bar(
          name: GenerationsSection.name(generation.depth), value: generation.made,
          words: "\(generation.made.of("recipe", "recipes")) made, "
            + "\(generation.views.of("view", "views"))")
      }, classes: "bar-forks")
    return SectionContent(
      picture: { bars.draw($1, to: &$0) },
      table: ReportTable(
        "generations", "Generations of the family",
        columns: [
          .key("depth", "Steps from the first"), .number("made", "Made"),
          .number("living", "Living"), .number("communities", "Communities"),
          .number("views", "Views"),
        ],
        rows: family.generations.map { generation in
          [
            .count(generation.depth), .count(generation.made), .count(generation.living),
            .count(generation.communities), .count(generation.views),
          ]
        }))
  }

  private static func name(_ depth: Int) -> String {
    depth == 0 ? "The first recipe" : depth.of("step away", "steps away")
  }
}
