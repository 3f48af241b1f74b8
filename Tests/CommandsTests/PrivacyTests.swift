import Foundation
import TestKit
import Testing

/// Whether what people are answered depends on anything that they may not know.
///
/// The same story is told in two installations, once without the hidden community, or with other
/// words and ids in it. Whoever does not belong to it must be answered the same, byte for byte,
/// whatever they ask; whoever belongs to it must see the difference on every surface. One pair of worlds
/// takes half a minute: `LEVAIN_WORLDS=3` plays three of each.
struct PrivacyTests {
  @Test(arguments: seeds(1, orAsManyAs: "LEVAIN_WORLDS"))
  func `R7: nobody learns by any answer whether a community is there that they do not belong to`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let story = Story(.apart, seed: seed)
      var pair = try Pair(story, told: .without(from: 0), seed: seed, in: folder)
      try pair.expectDifferences(for: "p0")
      for person in pair.outsiders {
        try pair.expectNoDifference(for: person)
        try pair.expectNoDifference(for: person, on: "person")
      }
    }
  }

  @Test(arguments: seeds(1, orAsManyAs: "LEVAIN_WORLDS"))
  func `R7, R19: nobody learns what is said in a community beyond what is shared out of it`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let story = Story(.shared, seed: seed)
      var pair = try Pair(story, told: .otherwise, seed: seed, in: folder)
      try pair.expectDifferences(for: "p0")
      for person in pair.outsiders {
        try pair.expectNoDifference(for: person)
        try pair.expectNoDifference(for: person, on: "person")
      }
    }
  }

  @Test(arguments: seeds(1, orAsManyAs: "LEVAIN_WORLDS"))
  func `R5, R7: who has left learns nothing of what happened in the community since`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let story = Story(.left, seed: seed)
      let departure = try #require(story.departure)
      var pair = try Pair(story, told: .without(from: departure), seed: seed, in: folder)
      try pair.expectDifferences(for: "p0", on: ["recipes", "trash", "feed", "report page"])
      try pair.expectNoDifference(for: "p1")
      try pair.expectNoDifference(for: "p1", on: "person")
    }
  }
}

/// Two installations that differ in the hidden community alone.
private struct Pair {
  /// Somebody whom chance chose, and the admin of another community.
  let outsiders: [String]
  private let whole: World
  private let other: World
  /// Everything that can be asked, with the ids of the first.
  private let questions: [Question]
  private var generator: SeededGenerator
  private var asked = 0

  init(_ story: Story, told telling: World.Telling, seed: Int, in folder: URL) throws {
    let isIndexed = seed % 2 == 0
    let parser = CachingParser()
    whole = try World(
      story, told: .whole, isIndexed: isIndexed, in: folder.appending(path: "whole"),
      parser: parser)
    other = try World(
      story, told: telling, isIndexed: isIndexed, in: folder.appending(path: "other"),
      parser: parser)
    questions = Question.all(about: whole)
    generator = SeededGenerator(seed: seed)
    let people = story.outsiders.shuffled(using: &generator)
    outsiders = [
      people.first { $0.hasPrefix("p") }, people.first { $0.hasPrefix("head-") },
    ].compactMap { $0 }
  }

  /// Asks whatever changes nothing, by chance an eighth of it, and then tries what may change
  /// something; or asks all that is on one surface.
  mutating func expectNoDifference(for person: String, on surface: String? = nil) throws {
    let chosen = (questions + Question.attempts(with: whole)).filter { question in
      surface.map { $0 == question.surface } ?? (Int.random(in: 0..<8, using: &generator) == 0)
    }
    #expect(surface == nil || !chosen.isEmpty)
    var differences = 0
    for question in chosen where differences < 5 {
      let (first, second) = try answers(to: question, for: person)
      guard first != second else { continue }
      differences += 1
      Issue.record("\(person) asks \(question.arguments):\n\(first.difference(from: second))")
    }
  }

  /// On each surface something is different, or to find no difference would prove nothing.
  mutating func expectDifferences(
    for person: String, on surfaces: Set<String>? = nil
  ) throws {
    var missing = surfaces ?? Set(questions.filter(\.showsCommunities).map(\.surface))
    #expect(missing.count > 30 || surfaces != nil)
    for question in questions.shuffled(using: &generator) where missing.contains(question.surface) {
      let (first, second) = try answers(to: question, for: person)
      if first != second { missing.remove(question.surface) }
    }
    #expect(missing.sorted() == [], "\(person) sees no difference there")
  }

  private mutating func answers(
    to question: Question, for person: String
  ) throws -> (Answer, Answer) {
    asked += 1
    return (
      try whole.answer(question, as: person, salt: asked),
      try other.answer(question, as: person, salt: asked)
    )
  }
}

extension Answer {
  /// The lines that are not the same, each with a few words around the first difference.
  fileprivate func difference(from other: Answer) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let others = other.text.split(separator: "\n").map(String.init)
    let added = lines.filter { !others.contains($0) }
    let removed = others.filter { !lines.contains($0) }
    let length = zip(added.first ?? "", removed.first ?? "").prefix { $0 == $1 }.count
    func shown(_ sign: String, _ lines: [String]) -> [String] {
      lines.prefix(3).map { "\(sign) \($0.dropFirst(Swift.max(0, length - 80)).prefix(240))" }
    }
    return (shown("+", added) + shown("-", removed)).joined(separator: "\n")
      + "\n[\(exitCode), \(other.exitCode)]"
  }
}
