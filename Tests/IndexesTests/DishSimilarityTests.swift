import Foundation
import Indexes
import TestKit
import Testing

struct DishSimilarityTests {
  /// One change to the loaf, and what becomes of it.
  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var isNear: Bool
    var apply: @Sendable (inout Dish) -> Void

    init(_ name: String, near: Bool, _ apply: @escaping @Sendable (inout Dish) -> Void) {
      testDescription = name
      isNear = near
      self.apply = apply
    }
  }

  static let changes = [
    Change("nothing", near: true) { _ in },
    Change("case and accents", near: true) { dish in
      dish.title = "CRÈME LOAF"
      dish.ingredients = dish.ingredients.map { ($0.0.uppercased(), $0.1) }
    },
    Change("typos", near: true) { dish in
      dish.ingredients[1].0 = "rye fluor"
      dish.ingredients[4].0 = "carraway seed"
      dish.steps[2] = "Bake it in a very hot ovne for forty minutes until it sounds hollow."
    },
    Change("order", near: true) { $0.ingredients.reverse() },
    Change("steps run together", near: true) { $0.steps = [$0.steps.joined(separator: "\n")] },
    Change("one more", near: true) { $0.ingredients.append(("sunflower seeds", gram(40))) },
    Change("one less", near: true) { $0.ingredients.removeLast() },
    Change("another amount of one", near: true) { $0.ingredients[0].1 = gram(300) },
    Change("another step", near: true) { $0.steps[0] = "Begin with what is wet." },
    Change("another title", near: true) { $0.title = "Our daily bread" },
    Change("amounts in pieces instead of grams", near: true) { dish in
      for index in 0..<2 { dish.ingredients[index].1 = DishFeatures.Amount(kind: 2, size: 3) }
    },
    Change("twice as much of all", near: false) { dish in
      dish.ingredients = dish.ingredients.map { name, amount in
        (name, amount.map { DishFeatures.Amount(kind: $0.kind, size: $0.size * 2) })
      }
    },
    Change("half of most", near: false) { dish in
      for index in 0..<3 { dish.ingredients[index].1 = dish.ingredients[index].1.map(half) }
    },
    Change("another dish of this title", near: false) { dish in
      dish.ingredients = [("lentils", gram(200)), ("onions", gram(100)), ("bay leaf", nil)]
      dish.steps = ["Simmer all of it gently for half an hour, and season to taste."]
    },
    Change("another dish that is made the same way", near: false) { dish in
      dish.ingredients = [
        ("barley flour", gram(400)), ("beer", gram(90)), ("honey", gram(12)), ("nuts", nil),
      ]
    },
    Change("no ingredients", near: false) { $0.ingredients = [] },
  ]

  @Test(arguments: changes)
  func `small changes make a near-duplicate, another amount or dish does not`(change: Change) {
    var changed = Dish.loaf
    change.apply(&changed)
    var similarity = DishSimilarity()
    let score = similarity.score(Dish.loaf.features, changed.features)
    #expect((score >= DishSimilarity.threshold) == change.isNear, "\(score)")
    #expect(similarity.score(changed.features, Dish.loaf.features) == score)
    #expect((0...1).contains(score))
  }

  @Test func `the same is fully alike, and nothing is like nothing`() {
    var similarity = DishSimilarity()
    #expect(similarity.score(Dish.loaf.features, Dish.loaf.features) == 1)
    #expect(similarity.score(DishFeatures(), DishFeatures()) == 0)
    let titles = Dish(title: "Loaf", ingredients: [], steps: [])
    #expect(similarity.score(titles.features, titles.features) == 0)
  }

  @Test func `without ingredients a few words are not enough, and many are`() {
    var similarity = DishSimilarity()
    let short = Dish(title: "Loaf", ingredients: [], steps: ["Mix it all and bake it."])
    var other = short
    other.title = "Stew with beans"
    #expect(similarity.score(short.features, other.features) < DishSimilarity.threshold)
    var long = Dish.loaf
    long.ingredients = []
    other.steps = long.steps
    #expect(similarity.score(long.features, other.features) >= DishSimilarity.threshold)
  }

  @Test func `without amounts the yields tell that one is for more people`() {
    var similarity = DishSimilarity()
    var small = Dish.loaf
    small.ingredients = small.ingredients.map { ($0.0, nil) }
    small.yield = 4
    var large = small
    #expect(similarity.score(small.features, large.features) == 1)
    large.yield = 8
    #expect(similarity.score(small.features, large.features) == 0)
    large.yield = nil
    #expect(similarity.score(small.features, large.features) == 1)
  }

  @Test(arguments: 0..<60)
  func `likeness is the same both ways round, and within its bounds`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var similarity = DishSimilarity()
    let dishes = (0..<6).map { _ in Dish.random(using: &generator).features }
    for first in dishes {
      for second in dishes {
        let score = similarity.score(first, second)
        #expect((0...1).contains(score))
        #expect(abs(score - similarity.score(second, first)) < 1e-9)
      }
    }
  }

  @Test(arguments: changes.filter(\.isNear))
  func `near-duplicates are worth comparing by their signatures`(change: Change) {
    var changed = Dish.loaf
    change.apply(&changed)
    var signer = DishSigner()
    let signatures = [signer.sign(Dish.loaf.features), signer.sign(changed.features)]
    #expect(signatures.allSatisfy { $0.count == DishSigner.byteCount })
    var index = DishSigner.makeIndex()
    for signature in signatures { signature.withUnsafeBufferPointer { index.append($0) } }
    let pairs = index.pairs(from: 0, where: DishSigner.mayBeAlike)
    #expect(pairs == [BandIndex.Pair(later: 1, earlier: 0)])
  }
}

/// A recipe to take features of.
struct Dish: Sendable {
  var title: String
  var ingredients: [(String, DishFeatures.Amount?)]
  var steps: [String]
  var yield: Double?

  static let loaf = Dish(
    title: "Crème loaf",
    ingredients: [
      ("wheat flour", gram(500)), ("rye flour", gram(150)), ("warm water", gram(420)),
      ("salt", nil), ("caraway seeds", nil),
    ],
    steps: [
      "Stir the flour into the water until nothing is dry, and let it stand for an hour.",
      "Fold in the salt and the caraway, cover the bowl, and leave it over night in the cold.",
      "Bake it in a very hot oven for forty minutes until it sounds hollow.",
    ])

  var features: DishFeatures {
    var collector = DishFeatures.Collector()
    func bytes(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
      Array(text.utf8).withUnsafeBufferPointer(body)
    }
    bytes(title) { collector.add(title: $0) }
    for (name, amount) in ingredients {
      bytes(name) { collector.add(ingredient: $0, amount: amount) }
    }
    for step in steps { bytes(step) { collector.add(step: $0) } }
    if let yield { collector.add(yield: yield) }
    return collector.finish()
  }

  static func random(using generator: inout SeededGenerator) -> Dish {
    let foods = ["flour", "rye flour", "flower", "salt", "sea salt", "oil", "oats", "Öl"]
    let count = Int.random(in: 0...6, using: &generator)
    return Dish(
      title: foods.randomElement(using: &generator) ?? "",
      ingredients: (0..<count).map { _ in
        let size = ([1, 2, 2.1, 4] as [Double]).randomElement(using: &generator) ?? 1
        let kind = UInt8.random(in: 0...1, using: &generator)
        return (
          foods.randomElement(using: &generator) ?? "",
          Bool.random(using: &generator) ? DishFeatures.Amount(kind: kind, size: size) : nil
        )
      },
      steps: (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        foods.shuffled(using: &generator).joined(separator: " ")
      })
  }
}

private func gram(_ size: Double) -> DishFeatures.Amount {
  DishFeatures.Amount(kind: 1, size: size)
}

private func half(_ amount: DishFeatures.Amount) -> DishFeatures.Amount {
  DishFeatures.Amount(kind: amount.kind, size: amount.size / 2)
}
