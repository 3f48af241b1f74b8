import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Duplicates
@testable import Store

struct DuplicateStageTests {
  private func withStore(_ body: (RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(
        try RecipeStore.create(
          at: folder.appending(path: "levain.db").path,
          surroundings: Surroundings(
            now: { Instant(milliseconds: 0) }, randomBytes: { Array(repeating: 7, count: 10) })))
    }
  }

  private func add(_ bodies: [RecipeBody], to store: RecipeStore) throws -> [BodyKey] {
    try store.write { (transaction) throws(StoreFault) in
      var coder = BodyCoder()
      return try bodies.map { (body) throws(StoreFault) in
        try transaction.storeBody(coder.code(body))
      }
    }
  }

  private func pairs(in store: RecipeStore) throws -> [NearDuplicateBodies] {
    try store.read { (transaction) throws(StoreFault) in
      try transaction.rows("SELECT * FROM near_duplicate ORDER BY 1, 2") { row in
        NearDuplicateBodies(
          later: BodyKey(row[0]), earlier: BodyKey(row[1]), score: Int(row[2] as Int64))
      }
    }
  }

  /// Recipes of which many are small changes of another.
  private func family(seed: Int) -> [RecipeBody] {
    var generator = SeededGenerator(seed: seed)
    var bodies: [RecipeBody] = []
    for _ in 0..<8 {
      var original = PlainRecipe.random(using: &generator)
      for plant in Plant.allCases.shuffled(using: &generator).prefix(3) {
        var changed = original
        plant.plant(in: &changed, beside: &original, using: &generator)
        bodies.append(changed.body)
      }
      bodies.append(original.body)
    }
    return bodies.shuffled(using: &generator)
  }

  @Test(arguments: 0..<12)
  func `following new bodies in steps of any size ends as starting from nothing`(
    seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let bodies = family(seed: seed)
    try withStore { store in
      var rest = bodies[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...12, using: &generator)
        _ = try add(Array(rest.prefix(count)), to: store)
        rest = rest.dropFirst(count)
        let limits = DuplicateStage.Limits(
          signed: Int.random(in: 1...5, using: &generator),
          compared: Int.random(in: 1...5, using: &generator),
          kept: Int.random(in: 1...5, using: &generator))
        _ = try DuplicateStage.run(on: store, rebuilding: false, limits: limits)
      }
      let followed = try pairs(in: store)
      #expect(!followed.isEmpty)
      let report = try DuplicateStage.run(on: store, rebuilding: true)
      #expect(report.bodies == bodies.count && report.pairs == followed.count)
      #expect(try pairs(in: store) == followed)
      #expect(try DuplicateStage.run(on: store) == DuplicateReport())
    }
  }

  @Test func `a run that is stopped again and again ends as one that is not`() throws {
    try withStore { store in
      _ = try add(family(seed: 99), to: store)
      let limits = DuplicateStage.Limits(signed: 3, compared: 2, kept: 9)
      let impatient = Observer(shouldStop: { true })
      var stops = 0
      while true {
        do {
          _ = try DuplicateStage.run(
            on: store, rebuilding: false, limits: limits, observer: impatient)
          break
        } catch is Interrupted {
          stops += 1
        }
      }
      #expect(stops > 8)
      let stopped = try pairs(in: store)
      _ = try DuplicateStage.run(on: store, rebuilding: true)
      #expect(try pairs(in: store) == stopped)
    }
  }

  @Test func `a recipe is found again in a format that does not take its lines apart`() throws {
    var generator = SeededGenerator(seed: 4)
    let recipe = PlainRecipe.random(using: &generator)
    try withStore { store in
      let keys = try add([recipe.body, recipe.plainBody], to: store)
      _ = try DuplicateStage.run(on: store)
      #expect(
        try pairs(in: store)
          == [NearDuplicateBodies(later: keys[1], earlier: keys[0], score: 1000)])
    }
  }

  @Test func `R22: a body that goes leaves neither signature nor pair`() throws {
    var generator = SeededGenerator(seed: 4)
    let recipe = PlainRecipe.random(using: &generator)
    for removed in 0...1 {
      try withStore { store in
        let keys = try add([recipe.body, recipe.plainBody], to: store)
        _ = try DuplicateStage.run(on: store)
        try store.write { transaction in
          _ = try transaction.removeUnusedBodies([keys[removed]])
        }
        #expect(try pairs(in: store) == [])
        #expect(try store.read { try $0.signatureCount() } == 1)
        // What comes later is found beside what stayed.
        _ = try add([recipe.body, recipe.plainBody], to: store)
        _ = try DuplicateStage.run(on: store)
        #expect(try pairs(in: store).count == 1)
      }
    }
  }

  @Test func `a damaged body is named`() throws {
    try withStore { store in
      try store.write { (transaction) throws(StoreFault) in
        try transaction.execute(
          """
          INSERT INTO recipe_body (digest, content_digest, title, structured)
            VALUES (zeroblob(32), zeroblob(16), 'torn', '{"title":')
          """)
      }
      #expect(throws: StoreFault(.inconsistent("the JSON of recipe body 1 is damaged"))) {
        try DuplicateStage.run(on: store)
      }
    }
  }

  @Test func `planted near-duplicates are found, and what only looks like them is not`() throws {
    var generator = SeededGenerator(seed: 2026)
    var bodies = (0..<400).map { _ in PlainRecipe.random(using: &generator).body }
    var plants: [(plant: Plant, original: Int, changed: Int)] = []
    for plant in Plant.allCases {
      for _ in 0..<12 {
        var original = PlainRecipe.random(using: &generator)
        var changed = original
        plant.plant(in: &changed, beside: &original, using: &generator)
        plants.append((plant, bodies.count, bodies.count + 1))
        bodies += [original.body, plant == .format ? changed.plainBody : changed.body]
      }
    }
    try withStore { store in
      let keys = try add(bodies, to: store)
      _ = try DuplicateStage.run(on: store)
      let found = Set(try pairs(in: store).map { [$0.earlier, $0.later] })
      let near = plants.filter(\.plant.isNear).map {
        [keys[$0.original], keys[$0.changed]].sorted()
      }
      let hits = near.count { found.contains($0) }
      #expect(Double(hits) / Double(near.count) >= 0.95)
      #expect(Double(hits) / Double(found.count) >= 0.95)
      for (plant, original, changed) in plants where !plant.isNear {
        #expect(!found.contains([keys[original], keys[changed]].sorted()), "\(plant)")
      }
    }
  }
}
