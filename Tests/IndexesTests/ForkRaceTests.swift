import Indexes
import RecipeModel
import TestKit
import Testing

struct ForkRaceTests {
  @Test func `a fork passes its origin on the first day at whose end it has more views`() {
    var race = ForkRace(origins: [nil, 0, 0])
    race.add(views: 2, at: 0)
    race.end(Day(number: 1))
    // As many are not more; what comes later on the same day counts for both.
    race.add(views: 2, at: 1)
    race.end(Day(number: 2))
    race.add(views: 2, at: 1)
    race.add(views: 2, at: 0)
    race.end(Day(number: 3))
    #expect(race.passings.isEmpty)
    race.add(views: 1, at: 1)
    race.end(Day(number: 5))
    // Falling behind again takes nothing back.
    race.add(views: 10, at: 0)
    race.end(Day(number: 6))
    #expect(race.passings == [1: ForkRace.Passing(day: Day(number: 5), fork: 5, origin: 4)])
    #expect(race.totals == [14, 5, 0])
  }

  @Test(arguments: 0..<60)
  func `passings are those that adding up every day anew finds`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...6, using: &random)
    let origins = (0..<count).map { place in
      place == 0 || Int.random(in: 0..<4, using: &random) == 0
        ? nil : Int.random(in: 0..<place, using: &random)
    }
    let days = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      (0..<count).map { _ in max(0, Int.random(in: -3...3, using: &random)) }
    }
    var race = ForkRace(origins: origins)
    for (number, views) in days.enumerated() {
      for place in (0..<count).shuffled(using: &random) { race.add(views: views[place], at: place) }
      race.end(Day(number: Int32(number)))
    }
    func total(_ place: Int, _ last: Int) -> Int {
      days.prefix(last + 1).reduce(0) { $0 + $1[place] }
    }
    var expected: [Int: ForkRace.Passing] = [:]
    for (fork, origin) in origins.enumerated() {
      guard let origin,
        let day = days.indices.first(where: { total(fork, $0) > total(origin, $0) })
      else { continue }
      expected[fork] = ForkRace.Passing(
        day: Day(number: Int32(day)), fork: total(fork, day), origin: total(origin, day))
    }
    #expect(race.passings == expected)
  }
}
