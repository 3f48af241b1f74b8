import RecipeModel
import RecipeText
import TestKit

/// Records by chance, as readers make them: clean texts, and everything that formats stumble over.
struct RecordSource {
  private var generator: SeededGenerator
  /// Whether texts hold signs that formats give a meaning.
  private let isTame: Bool

  init(seed: Int, isTame: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.isTame = isTame
  }

  mutating func record() -> RecipeRecord {
    var body = RecipeBody(title: text(words: 1...5))
    body.summary = sometimes { $0.paragraphs() }
    body.ingredients = groups { $0.ingredient() }.map {
      IngredientGroup(name: $0.name, ingredients: $0.elements)
    }
    body.steps = groups { !$0.isTame && $0.chance(0.1) ? $0.paragraphs() : $0.sentence() }.map {
      StepGroup(name: $0.name, steps: $0.elements)
    }
    body.times = Times(
      preparation: sometimes { $0.time() }, cooking: sometimes { $0.time() },
      total: sometimes { $0.time() })
    body.yield = sometimes { $0.yield() } ?? nil
    body.credit = Credit(
      author: sometimes { $0.text(words: 2...2) }, source: sometimes { $0.text(words: 1...3) },
      url: sometimes { "https://example.org/r/\($0.number(1...999))" })
    body.nutrition = many(0...3) { $0.fact() }.enumerated().map { index, fact in
      NutritionFact(name: index == 0 ? fact.name : "\(fact.name)\(index)", value: fact.value)
    }
    body.rating = sometimes { source in
      Rating(
        value: Double(source.number(1...(source.isTame ? 5 : 50))) / (source.isTame ? 1 : 10),
        best: 5, count: source.isTame ? nil : source.sometimes { $0.number(1...300) })
    }
    body.notes = many(0...(isTame ? 1 : 3)) { $0.sentence() }
    body.equipment = many(0...2) { $0.text(words: 1...2) }
    body.language = sometimes { $0.pick(["en", "de", "fr-CA"]) }
    return RecipeRecord(
      body: body, tags: tags(), images: images(),
      externalID: sometimes { "id-\($0.number(1...99999))" },
      createdAt: sometimes { $0.moment() }, updatedAt: sometimes { $0.moment() },
      extras: many(0...2) { $0.extra() }, sourceDigest: Digest(bytes: many(32...32) { $0.byte() }))
  }

  // MARK: - Parts

  private mutating func ingredient() -> Ingredient {
    let amount = pick(["1", "1/2", "1 1/2", "2-3", "0.75", "250"])
    switch number(0...5) {
    case 0: return IngredientLine.ingredient(text(words: 1...3))
    case 1 where !isTame:
      let item = text(words: 1...2)
      return Ingredient(
        text: "\(amount) \(item)", quantity: QuantityText.whole(amount), item: item,
        isOptional: chance(0.5))
    case 2 where !isTame && chance(0.3):
      let item = word()
      return Ingredient(
        text: "about \(amount) g of \(item)", quantity: QuantityText.whole(amount), unit: "g",
        item: item, note: "about")
    case 2 where !isTame: return IngredientLine.ingredient(text(words: 12...20))
    default:
      let unit = pick(["g", "cup", "tbsp", "kg", "Prise", "ml"])
      let note = chance(0.3) ? ", finely chopped" : ""
      return IngredientLine.ingredient("\(amount) \(unit) \(word())\(note)")
    }
  }

  private mutating func time() -> TimeSpan {
    let minutes = number(1...300)
    if !isTame, chance(0.2) { return TimeSpan(text: "overnight", minutes: nil) }
    return TimeSpan(text: chance(0.5) ? "PT\(minutes)M" : "\(minutes) min", minutes: minutes)
  }

  private mutating func yield() -> Yield? {
    YieldText.yield(pick(["4", "6 servings", "2-3 loaves", "1 pie", "Serves 8", "12 brownies"]))
  }

  private mutating func fact() -> NutritionFact {
    if !isTame, chance(0.2) { return NutritionFact(name: "nutrition", value: paragraphs()) }
    return NutritionFact(name: pick(["calories", "fatContent"]), value: "\(number(1...900)) g")
  }

  private mutating func tags() -> [String] {
    var names = TagNames()
    for tag in many(0...4, { $0.text(words: 1...2) }) { names.add(tag) }
    return names.names
  }

  private mutating func images() -> [RecordImage] {
    guard chance(0.5) else { return [] }
    if isTame { return [.embedded(picture())] }
    return many(1...3) { source in
      source.chance(0.5)
        ? .embedded(source.picture())
        : .remote(url: "https://example.org/\(source.number(1...99)).jpg")
    }
  }

  private mutating func picture() -> [UInt8] {
    [0xFF, 0xD8, 0xFF, 0xE0] + many(8...20) { $0.byte() }
  }

  private mutating func extra() -> JSONMember {
    JSONMember(
      isTame
        ? "x-\(number(1...99))" : pick(["shelf", "hash", "difficulty", "video", "name", "yield"]),
      chance(0.5) ? .string(word()) : .array([.integer(Int64(number(1...9))), .bool(true)]))
  }

  private mutating func moment() -> Instant {
    let seconds = Int64(number(1_000_000_000...1_800_000_000))
    return Instant(milliseconds: seconds * 1000 + (isTame ? 0 : Int64(number(0...999))))
  }

  private mutating func groups<Element>(
    _ make: (inout RecordSource) -> Element
  ) -> [(name: String?, elements: [Element])] {
    if chance(0.1) { return [] }
    if chance(0.6) { return [(nil, many(1...6, make))] }
    return (0..<number(1...3)).map { index in
      let isNamed = index > 0 && isTame || chance(0.7)
      return (isNamed ? "Part \(number(1...9)) \(word())" : nil, many(1...4, make))
    }.reduce(into: []) { groups, group in
      // Two groups without a name are one.
      if group.0 == nil, let last = groups.indices.last, groups[last].name == nil {
        groups[last].elements += group.1
      } else {
        groups.append((group.0, group.1))
      }
    }
  }

  // MARK: - Texts

  private static let tame = [
    "onion", "flour", "Grüne", "Bohnen", "crème", "basil", "pan", "heat", "stir", "rest", "Soup",
  ]
  private static let wild = [
    "A & B", "x < y", "\"quoted\"", "it's", "a,b", "c;d", "#5", "@home", "{x}", "~2", "*s*",
    "=1+1", "- dash", "1. first", "[box]", "end:", "|", "\\", "½", "日本", "e\u{301}", "%", "TITLE",
    "--", "For the", "_u_", "`c`", ">q", "🍲", "http://a.b/c", "200°C",
  ]

  private mutating func word() -> String {
    !isTame && chance(0.25) ? pick(RecordSource.wild) : pick(RecordSource.tame)
  }

  private mutating func text(words: ClosedRange<Int>) -> String {
    var cleaner = TextCleaner()
    let line = cleaner.line(many(words) { $0.word() }.joined(separator: " "))
    return line.isEmpty ? "Soup" : line
  }

  private mutating func sentence() -> String {
    text(words: 3...12) + "."
  }

  private mutating func paragraphs() -> String {
    many(1...3) { $0.sentence() }.joined(separator: "\n")
  }

  // MARK: - Chance

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func byte() -> UInt8 { UInt8(number(0...255)) }

  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < probability
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  private mutating func sometimes<Value>(_ make: (inout RecordSource) -> Value) -> Value? {
    chance(0.6) ? make(&self) : nil
  }

  private mutating func many<Element>(
    _ count: ClosedRange<Int>, _ make: (inout RecordSource) -> Element
  ) -> [Element] {
    (0..<number(count)).map { _ in make(&self) }
  }
}
