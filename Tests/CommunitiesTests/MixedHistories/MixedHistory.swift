import CommunityRules
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Communities
@testable import Store

/// A random history of everything that people do, in a store of its own.
struct MixedHistory {
  /// Somebody has each of them at the beginning but for the last.
  static let addresses = (0..<6).map { "p\($0)@example.org" }

  let store: RecipeStore
  let actions: CommunityActions
  let clock: Clock
  private(set) var step = 0
  /// How often each action was done.
  private(set) var done: [String: Int] = [:]
  private let seed: Int
  private var generator: SeededGenerator
  private var lastEntry: Int64 = 0

  /// Goes on from a copy of the store that `found` made.
  init(seed: Int, from beginning: URL, in folder: URL) throws {
    let path = folder.appending(path: "\(seed).db").path
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: beginning.path + suffix)
    {
      try FileManager.default.copyItem(atPath: beginning.path + suffix, toPath: path + suffix)
    }
    self.seed = seed
    generator = SeededGenerator(seed: seed)
    clock = Clock()
    clock.advance(days: 1)
    store = try RecipeStore.open(at: path)
    actions = CommunityActions(store: store, surroundings: clock.surroundings)
    lastEntry = try store.read { (transaction) throws in
      try transaction.integer("SELECT max(id) FROM audit_log")
    }
  }

  /// Makes the store that histories begin with: two communities that share two people, and a third in the trash.
  static func found(at file: URL) throws {
    let clock = Clock()
    let store = try RecipeStore.create(at: file.path, surroundings: clock.surroundings)
    try store.write { (transaction) throws in try HistoryWitness.install(in: transaction) }
    let actions = CommunityActions(store: store, surroundings: clock.surroundings)
    for number in 0..<5 {
      _ = try actions.createUser(
        email: try EmailAddress(addresses[number]), username: try Username("p\(number)"),
        as: .operator)
    }
    try actions.found("loaf", by: .person("p0"))
    try actions.found("crust", by: .person("p1"))
    for (guest, community) in [(1, "loaf"), (2, "loaf"), (3, "loaf"), (2, "crust"), (4, "crust")] {
      _ = try actions.invite(
        try EmailAddress(addresses[guest]), into: community, as: .operator)
      _ = try actions.createRecipe(
        RecipeRequest(
          in: .community(community), body: RecipeBody(title: "T\(guest)"),
          tags: [try TagName("t\(guest)")]),
        as: .person("p\(guest)"))
    }
    _ = try actions.promote("p2", in: "crust", as: .operator)
    let first = try actions.listRecipes(in: .community("loaf"), limit: 9, as: .operator).recipes
    for (index, recipe) in first.dropLast().enumerated() {
      if index == 0 {
        try actions.deleteRecipe(recipe.id, as: .operator)
      } else {
        _ = try actions.takeDown(
          recipe.id, reason: try TakedownReason("asked to"), as: .person("p0"))
      }
    }
    if let living = first.last {
      for proposer in ["p2", "p3"] {
        _ = try actions.proposeUpdate(of: living.id, as: .person(proposer)) { $0.title = proposer }
      }
    }
    for measure in [TargetMeasure.views, .members] {
      for frequency in [TargetFrequency.daily, .weekly] {
        _ = try actions.setTarget(
          of: "loaf", SetTarget.Request(measure, frequency, value: TargetValue(2)),
          as: .person("p0"))
      }
    }
    try actions.found("crumb", by: .person("p4"))
    _ = try actions.createRecipe(
      RecipeRequest(in: .community("crumb"), body: RecipeBody(title: "T0")), as: .person("p4"))
    _ = try actions.leave("crumb", as: .person("p4"))
  }

  /// Lets somebody try something, and judges what came of it.
  mutating func playAStep() throws {
    step += 1
    clock.advance(milliseconds: chance(8) ? Int64(number(12)) * 86_400_000 : 1 + Int64(number(99)))
    let step = HistoryStep.drawn[number(HistoryStep.drawn.count)]
    let scene = try drawScene(for: step)
    let wasDone = try attempt(step, in: scene)
    if wasDone { done[step.action, default: 0] += 1 }
    #expect(
      !wasDone || step.mayDo(scene), "\(self): \(step.action) by \(scene.acting) is not theirs")
    try store.read { (transaction) throws in
      for law in try HistoryLaws.broken(in: transaction) {
        Issue.record("\(self): \(step.action) by \(scene.acting) breaks: \(law)")
      }
      let entries = try HistoryWitness.entries(after: lastEntry, in: transaction)
      lastEntry = entries.last?.id ?? lastEntry
      #expect(entries.isEmpty != wasDone, "\(self): \(step.action) is audited when it is done")
      for (index, entry) in entries.enumerated() {
        #expect(entry.at == clock.now.milliseconds, "\(self): \(entry.action)")
        #expect(
          entry.actor == (step.action == "installation.purge" ? nil : scene.actor?.key),
          "\(self): \(entry.action)")
        if index == 0, step.action != "membership.begin" { #expect(entry.action == step.action) }
      }
    }
  }

  private func attempt(_ step: HistoryStep, in scene: Scene) throws -> Bool {
    do {
      return try step.play(self, scene)
    } catch is Refusal {
      return false
    } catch is UnknownReference {
      return false
    } catch is InvalidValue {
      return false
    }
  }

  // MARK: - Drawing

  /// A random one of several; nil of none.
  mutating func draw<Element>(_ elements: [Element]) -> Element? {
    elements.randomElement(using: &generator)
  }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }
  private mutating func chance(_ percent: Int) -> Bool { number(100) < percent }

  private mutating func drawScene(for step: HistoryStep) throws -> Scene {
    let board = try store.read { (transaction) throws in try Board(transaction) }
    let proposal = board.proposals.filter { $0.isPending || self.step % 5 == 0 }
      .randomElement(using: &generator)
    let nowhere = Board.Community(key: 0, id: "none", slug: "none")
    let recipe: Board.Recipe?
    let drawn: Board.Community
    if step.isOfTrash, chance(80) {
      recipe = draw(board.recipes.filter { !$0.isLiving })
      drawn = draw(board.communities.filter { board.roles[$0.key] == nil }) ?? nowhere
    } else {
      // One who decides looks at what is proposed, the others at anything.
      recipe =
        chance(50) ? board.recipes.first { $0.key == proposal?.recipe } : draw(board.recipes)
      drawn = draw(board.communities) ?? nowhere
    }
    let community =
      step.action == AuditAction.restoreCommunity.rawValue
      ? drawn : board.communities.first { $0.key == recipe?.community } ?? drawn
    return Scene(
      board: board, actor: drawActor(on: board, recipe: recipe, community: community),
      other: drawAnybody(on: board), community: community,
      destination: board.communities.randomElement(using: &generator) ?? nowhere,
      recipe: recipe, proposal: proposal, title: "T\(number(6))", coin: chance(50))
  }

  /// Often one who may, and as often one who may not.
  private mutating func drawActor(
    on board: Board, recipe: Board.Recipe?, community: Board.Community
  ) -> Board.Person? {
    let roles = board.roles[community.key] ?? [:]
    let members = board.users.filter { roles[$0.key ?? 0] != nil }
    let admins = members.filter { roles[$0.key ?? 0] == .admin }
    let anybody = drawAnybody(on: board)
    switch number(10) {
    case 0..<3: return board.users.first { $0.key == recipe?.creator } ?? anybody
    case 3, 4: return admins.randomElement(using: &generator) ?? anybody
    case 5, 6: return members.randomElement(using: &generator) ?? anybody
    case 7: return anybody
    default: return nil
    }
  }

  /// Somebody, or the address of one who was erased or never came; also that of nobody at all.
  private mutating func drawAnybody(on board: Board) -> Board.Person {
    let email = chance(3) ? "" : MixedHistory.addresses[number(MixedHistory.addresses.count)]
    return board.users.first { $0.email == email } ?? Board.Person(key: nil, email: email)
  }
}

extension MixedHistory: CustomStringConvertible {
  var description: String { "seed \(seed), step \(step)" }
}

extension MixedHistory {
  func tags(of recipe: RecipeID) throws -> [String] {
    try store.read { (transaction) throws in
      try transaction.rows(
        """
        SELECT t.folded FROM recipe_tag x JOIN tag t ON t.id = x.tag_id
          JOIN recipe r ON r.id = x.recipe_id WHERE r.public_id = ? ORDER BY 1
        """, [recipe.text]
      ) { $0[0] as String }
    }
  }

  func isTakenDown(_ recipe: RecipeID) throws -> Bool {
    try store.read { (transaction) throws in
      try transaction.integer(
        """
        SELECT count(*) FROM recipe r JOIN deletion d ON d.id = r.deletion_id
         WHERE r.public_id = ? AND d.kind = 'takedown'
        """, [recipe.text]) > 0
    }
  }
}
