import CommunityRules
import RecipeModel
import TestKit
import Testing

struct TagRulesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var names: [String]
    var result: [String]
    /// Split, kept, renamed, dropped, added.
    var counts: [Int]
    var testDescription: String { "\(names)" }
  }

  static func rules() throws -> TagRules {
    func tags(_ names: String...) throws -> [TagName] { try names.map { try TagName($0) } }
    func rule(_ name: String, _ names: String...) throws -> TagRules.Rule {
      TagRules.Rule(try TagName(name), try names.map { try TagName($0) })
    }
    return TagRules(
      splitAt: ["/", ">", " und "],
      rename: [
        try rule("Nachtisch", "Dessert"), try rule("Süßspeise", "Dessert"),
        try rule("fish / chips", "Fish", "Fried"), try rule("Soup", "Starter"),
        try rule("Starter", "First course"),
      ],
      drop: try tags("imported", "A/B", "Junk"),
      add: [try rule("Vegan", "Vegetarian"), try rule("vegetarian", "Green", "Vegan")])
  }

  static let cases = [
    Case(names: [], result: [], counts: [0, 0, 0, 0, 0]),
    Case(names: ["Bread", "Rye"], result: ["Bread", "Rye"], counts: [0, 2, 0, 0, 0]),
    // Several names become one, whatever their case and spaces.
    Case(
      names: ["NACHTISCH", " Süssspeise ", "Dessert"], result: ["Dessert"],
      counts: [0, 1, 2, 0, 0]),
    // Accents tell names apart.
    Case(names: ["Sußspeise"], result: ["Sußspeise"], counts: [0, 1, 0, 0, 0]),
    Case(
      names: ["Imported", "JUNK", "Kept"], result: ["Kept"], counts: [0, 1, 0, 2, 0]),
    // Parts are looked up, and empty ones are none.
    Case(
      names: ["Kuchen/Nachtisch//Junk >Torten"], result: ["Kuchen", "Dessert", "Torten"],
      counts: [1, 2, 1, 1, 0]),
    Case(names: ["Brot und Gebäck"], result: ["Brot", "Gebäck"], counts: [1, 2, 0, 0, 0]),
    Case(names: ["Bread/"], result: ["Bread"], counts: [1, 1, 0, 0, 0]),
    // A name that a rule is for is not split; what is nothing but separators stays.
    Case(
      names: ["Fish / Chips", "a/b", "//"], result: ["Fish", "Fried", "//"],
      counts: [0, 1, 1, 1, 0]),
    // What a name is renamed to is not renamed again.
    Case(names: ["Soup"], result: ["Starter"], counts: [0, 0, 1, 0, 0]),
    // What is added adds nothing, and what is there is not added.
    Case(names: ["vegan"], result: ["vegan", "Vegetarian"], counts: [0, 1, 0, 0, 1]),
    Case(
      names: ["Vegetarian", "VEGAN"], result: ["Vegetarian", "VEGAN", "Green"],
      counts: [0, 2, 0, 0, 1]),
    // What cannot be a tag is left for others to refuse.
    Case(names: ["", "   "], result: [""], counts: [0, 2, 0, 0, 0]),
  ]

  @Test(arguments: cases)
  func `R10: rules are applied once, in their order, to names that meet as tags do`(
    _ case: Case
  ) throws {
    let outcome = try Self.rules().apply(to: `case`.names)
    #expect(outcome.names == `case`.result)
    #expect(
      [outcome.split, outcome.kept, outcome.renamed, outcome.dropped, outcome.added]
        == `case`.counts)
  }

  @Test func `a name that comes first is the one that is shown`() throws {
    let outcome = try Self.rules().apply(to: ["dessert", "Nachtisch", "DESSERT"])
    #expect(outcome.names == ["dessert"])
  }

  // MARK: - Properties

  /// Rules and names out of a small world, so that they meet often.
  private struct World {
    var rules: TagRules
    var names: [String]
    private static let words = ["a", "B", "c", "D", "é", "f", "g"]

    init(seed: Int) throws {
      var generator = SeededGenerator(seed: seed)
      func tags(upTo count: Int) throws -> [TagName] {
        try (0..<Int.random(in: 0...count, using: &generator)).map { _ in
          try TagName(Self.words.randomElement(using: &generator) ?? "a")
        }
      }
      func rules() throws -> [TagRules.Rule] {
        try tags(upTo: 3).map { TagRules.Rule($0, try tags(upTo: 2)) }
      }
      self.rules = TagRules(
        splitAt: Bool.random(using: &generator) ? ["/"] : [], rename: try rules(),
        drop: try tags(upTo: 2), add: try rules())
      names = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          let word = Self.words.randomElement(using: &generator) ?? "a"
          return Bool.random(using: &generator) ? word.uppercased() : word
        }.joined(separator: "/")
      }
    }
  }

  @Test(arguments: 0..<300)
  func `every name is accounted for, and no tag comes twice`(seed: Int) throws {
    let world = try World(seed: seed)
    let outcome = world.rules.apply(to: world.names)
    #expect(Set(outcome.names.map { FoldedName($0) }).count == outcome.names.count)

    // Slow and obvious: one name after the other.
    let renamed = Dictionary(
      world.rules.renamed.map { ($0.name.folded, $0.tags.map(\.shown)) },
      uniquingKeysWith: { first, _ in first })
    let dropped = Set(world.rules.dropped.map(\.folded))
    var parts: [String] = []
    for name in world.names {
      let isRuled = renamed[FoldedName(name)] != nil || dropped.contains(FoldedName(name))
      let isSplit = !isRuled && !world.rules.separators.isEmpty && name.contains("/")
      parts += isSplit ? name.split(separator: "/").map(String.init) : [name]
    }
    #expect(outcome.kept + outcome.renamed + outcome.dropped == parts.count)
    let before = Set(
      parts.flatMap { part in
        renamed[FoldedName(part)] ?? (dropped.contains(FoldedName(part)) ? [] : [part])
      }.map { FoldedName($0) })
    var expected = before
    var seen: Set<FoldedName> = []
    for rule in world.rules.added where seen.insert(rule.name.folded).inserted {
      if before.contains(rule.name.folded) { expected.formUnion(rule.tags.map(\.folded)) }
    }
    #expect(Set(outcome.names.map { FoldedName($0) }) == expected)
    #expect(outcome.added == expected.count - before.count)
  }

  @Test(arguments: 0..<300)
  func `rules whose results no rule is for change nothing the second time`(seed: Int) throws {
    let world = try World(seed: seed)
    let once = world.rules.apply(to: world.names)
    let results = Set(
      (world.rules.renamed + world.rules.added).flatMap(\.tags).map(\.folded))
    let ruled = Set(
      (world.rules.renamed + world.rules.added).map(\.name.folded)
        + world.rules.dropped.map(\.folded))
    guard results.isDisjoint(with: ruled) else { return }
    let twice = world.rules.apply(to: once.names)
    #expect(twice.names == once.names)
    #expect([twice.split, twice.renamed, twice.dropped, twice.added] == [0, 0, 0, 0])
  }

  @Test(arguments: 0..<100)
  func `equal rules have equal fingerprints, and others another`(seed: Int) throws {
    let first = try World(seed: seed).rules
    let other = try World(seed: seed + 1).rules
    #expect(first.fingerprint == (try World(seed: seed)).rules.fingerprint)
    #expect((first.fingerprint == other.fingerprint) == (first == other))
  }

  @Test func `without rules names come as they are`() {
    #expect(TagRules.none.isEmpty)
    #expect(TagRules.none.apply(to: ["a/b", "c"]).names == ["a/b", "c"])
  }
}
