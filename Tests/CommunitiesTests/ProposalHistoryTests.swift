import Communities
import CommunityRules
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// Random histories of proposals among people who come and go, judged by what each step changed.
struct ProposalHistoryTests {
  @Test(arguments: 0..<150)
  func `R12 to R14: each proposal is decided once, and each rejected one is one variant`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var history = try ProposalHistory(seed: seed, in: folder)
      for _ in 0..<60 { try history.playAStep() }
      // A history that decides nothing proves nothing.
      #expect(history.allowedSteps > 4)
    }
  }
}

/// What the tables say of proposals and recipes at one moment.
private struct Picture {
  struct Proposal: Equatable {
    var recipe: Int64
    var status: String
    var decidedAt: Int64?
    var variant: Int64?
  }

  struct Recipe: Equatable {
    var body: Int64
    var origin: Int64?
    var kind: String?
  }

  var proposals: [Int64: Proposal]
  var recipes: [Int64: Recipe]
  /// Bodies that were replaced, by recipe, in the order of the revisions.
  var revisions: [[Int64]]

  init(_ transaction: ReadTransaction) throws {
    proposals = Dictionary(
      uniqueKeysWithValues: try transaction.rows("SELECT * FROM proposal") { row in
        (
          row["id"] as Int64,
          Proposal(
            recipe: row["recipe_id"], status: row["status"], decidedAt: row["decided_at"],
            variant: row["variant_recipe_id"])
        )
      })
    recipes = Dictionary(
      uniqueKeysWithValues: try transaction.rows("SELECT * FROM recipe") { row in
        (
          row["id"] as Int64,
          Recipe(body: row["body_id"], origin: row["origin_id"], kind: row["origin_kind"])
        )
      })
    revisions = try transaction.rows("SELECT * FROM recipe_revision ORDER BY id") { row in
      [row["recipe_id"], row["body_id"]]
    }
  }
}

private struct ProposalHistory {
  private enum Step: String, CaseIterable {
    case create, propose, accept, reject, edit, leave, invite, promote
    case delete, restore, end, comeBack
  }

  private(set) var allowedSteps = 0
  private let store: RecipeStore
  private let actions: CommunityActions
  private let clock = Clock()
  private var generator: SeededGenerator
  private var recipes: [RecipeID] = []
  private var proposals: [ProposalID] = []

  init(seed: Int, in folder: URL) throws {
    generator = SeededGenerator(seed: seed)
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: clock.surroundings)
    actions = CommunityActions(store: store, surroundings: clock.surroundings)
    for person in 0..<4 {
      _ = try actions.createUser(
        email: try EmailAddress("p\(person)@example.org"), username: try Username("p\(person)"),
        as: .operator)
    }
    try actions.found("loaf", by: .person("p0"))
    for person in 1..<4 {
      _ = try actions.invite(
        try EmailAddress("p\(person)@example.org"), into: "loaf", as: .person("p0"))
    }
  }

  mutating func playAStep() throws {
    clock.advance()
    // Proposing and deciding are what this is about, and a community that is gone ends all of it.
    let steps: [Step] =
      Step.allCases + [
        .propose, .propose, .accept, .reject, .create, .invite, .comeBack, .comeBack,
      ]
    guard let step = steps.randomElement(using: &generator) else { return }
    let before = try store.read { (transaction) throws in try Picture(transaction) }
    let isAllowed = try play(step)
    let after = try store.read { (transaction) throws in try Picture(transaction) }
    if isAllowed { allowedSteps += 1 }
    judge(step, isAllowed: isAllowed, before, after)
    try expectNoOrphans()
  }

  private mutating func play(_ step: Step) throws -> Bool {
    do {
      try perform(step)
      return true
    } catch is Refusal {
      return false
    } catch is UnknownReference {
      return false
    } catch let fault as InvalidValue where fault == InvalidValue(.slug, .taken) {
      return false
    }
  }

  private mutating func perform(_ step: Step) throws {
    let person = Int.random(in: 0..<4, using: &generator)
    let acting = ActingAs.person("p\(person)")
    let title = "T\(Int.random(in: 0..<5, using: &generator))"
    let recipe = recipes.randomElement(using: &generator) ?? RecipeID("none")
    let proposal = proposals.randomElement(using: &generator) ?? ProposalID("none")
    switch step {
    case .create:
      let made = try actions.createRecipe(
        RecipeRequest(in: .community("loaf"), body: RecipeBody(title: title)), as: acting)
      recipes += [made.id] + [made.personalCopy].compactMap { $0 }
    case .propose:
      let made = try actions.proposeUpdate(of: recipe, as: acting) { $0.title = title }
      proposals.append(made.id)
      if let variant = made.variant { recipes.append(variant) }
    case .accept:
      _ = try actions.decideProposal(
        proposal, .accept, isConfirmed: Bool.random(using: &generator), as: acting)
    case .reject:
      if case .rejected(let variant) = try actions.decideProposal(proposal, .reject, as: acting) {
        recipes.append(variant)
      }
    case .edit: try actions.editRecipe(recipe, as: acting) { $0.title = title }
    case .leave: _ = try actions.leave("loaf", as: acting)
    case .invite:
      _ = try actions.invite(
        try EmailAddress("p\(person)@example.org"), into: "loaf", as: .operator)
    case .promote: _ = try actions.promote("p\(person)", in: "loaf", as: .operator)
    case .delete: try actions.deleteRecipe(recipe, as: acting)
    case .restore: try actions.restoreRecipe(recipe, as: acting)
    case .end: _ = try actions.deleteCommunity("loaf", as: person == 0 ? .operator : acting)
    case .comeBack:
      // Without an admin who comes back, and only then, one is named.
      do {
        _ = try actions.restoreCommunity("loaf", as: .operator)
      } catch is Refusal {
        _ = try actions.restoreCommunity("loaf", admin: "p\(person)", as: .operator)
      }
    }
  }

  // MARK: - What a step may change

  private func judge(
    _ step: Step, isAllowed: Bool, _ before: Picture, _ after: Picture
  ) {
    let changed = before.recipes.filter { after.recipes[$0.key]?.body != $0.value.body }
    let made = after.recipes.filter { before.recipes[$0.key] == nil }
    let variants = made.filter { $0.value.kind == "variant" }
    let decided = after.proposals.filter { proposal in
      proposal.value.status != "pending"
        && before.proposals[proposal.key]?.status ?? "pending" == "pending"
    }
    if !isAllowed {
      #expect(changed.isEmpty && made.isEmpty && decided.isEmpty, "\(step) was refused")
    }
    // R13: what was decided stays as it was decided.
    for (key, proposal) in before.proposals where proposal.status != "pending" {
      #expect(after.proposals[key] == proposal)
    }
    // Each rejected proposal has a variant of its own, and each variant a proposal.
    let named = after.proposals.values.filter { $0.status == "rejected" }.map(\.variant)
    #expect(Set(named).count == named.count && !named.contains(nil))
    #expect(
      Set(named.compactMap { $0 })
        == Set(after.recipes.filter { $0.value.kind == "variant" }.keys))
    for proposal in decided.values where proposal.status == "rejected" {
      #expect(proposal.variant.flatMap { after.recipes[$0]?.origin } == proposal.recipe)
    }
    // What a recipe said before is kept, once.
    let kept = after.revisions.dropFirst(before.revisions.count)
    #expect(
      Set(kept) == Set(changed.map { [$0.key, $0.value.body] }) && kept.count == changed.count)
    judgeChanges(of: step, changed, decided.values.map { $0 }, in: before)
    switch step {
    case .create: break
    case .propose, .reject, .leave, .restore, .comeBack:
      #expect(made.count == variants.count && variants.count == decided.count)
    default: #expect(made.isEmpty, "\(step) makes no recipe")
    }
  }

  /// R12: an acceptance changes its recipe and the copy of it, an edit its recipe, nothing else any.
  private func judgeChanges(
    of step: Step, _ changed: [Int64: Picture.Recipe], _ decided: [Picture.Proposal],
    in before: Picture
  ) {
    switch step {
    case .edit: #expect(changed.count <= 1)
    case .accept:
      #expect(decided.count <= 1)
      let copies = before.recipes.filter { recipe in
        recipe.value.kind == "personal_copy" && recipe.value.origin == decided.first?.recipe
      }
      #expect(changed.count <= 2)
      #expect(
        Set(changed.keys).isSubset(of: Set(copies.keys).union(decided.map(\.recipe))))
    default: #expect(changed.isEmpty, "\(step) changes no recipe")
    }
  }

  /// R14: nothing waits for somebody who is not there.
  private func expectNoOrphans() throws {
    let orphans = try store.read { (transaction) throws in
      try transaction.integer(
        """
        SELECT count(*) FROM proposal p JOIN recipe r ON r.id = p.recipe_id
          JOIN community c ON c.id = r.community_id
         WHERE p.status = 'pending' AND p.deleted_at IS NULL AND r.deleted_at IS NULL
           AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM membership m
             WHERE m.user_id = r.creator_id AND m.community_id = c.id AND m.deleted_at IS NULL)
        """)
    }
    #expect(orphans == 0)
  }
}
