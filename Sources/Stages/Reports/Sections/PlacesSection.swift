public import Statistics

/// Where a creator's recipes are.
public struct PlacesSection: ReportSection {
  /// Most recipes first.
  public var places: [CreatorNumbers.Place]

  public init(_ places: [CreatorNumbers.Place]) {
    self.places = places
  }

  public var id: String { "places" }
  public var heading: String { "Where the recipes are" }
  public var explanation: String { "How many recipes there are now, in each community." }
  public var isHalf: Bool { true }

  public var nothing: String? { places.isEmpty ? "There is no recipe now." : nil }

  public var content: SectionContent {
    let bars = BarList(
      id: "place-recipes", title: "Recipes in each community",
      description: places.map { "\($0.name): \($0.recipes.of("recipe", "recipes"))" }
        .prefix(5).joined(separator: "; ") + ".",
      bars: places.prefix(10).map { place in
        BarList.Bar(
          name: place.name, value: place.recipes,
          words: "\(place.name): \(place.recipes.of("recipe", "recipes"))")
      }, classes: "bar-tags")
    return SectionContent(
      picture: { bars.draw($1, to: &$0) },
      table: ReportTable(
        "places", "Recipes in each community",
        columns: [.name("community", "Community"), .number("recipes", "Recipes")],
        rows: places.map { place in
          [
            place.community.map { .foreign($0) } ?? .term("", shown: place.name),
            .count(place.recipes),
          ]
        }))
  }
}

extension CreatorNumbers.Place {
  fileprivate var name: String { community ?? "Own catalogue" }
}
