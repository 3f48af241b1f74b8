import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct AuditLogTests {
  @Test func `the operator sees every change, newest first, page by page`() throws {
    try Village.with { (village) throws in
      let whole = try village.audit()
      #expect(whole.entries.count == 15 && whole.next == nil && whole.showsMetadata)
      #expect(whole.lines.first == "recipe.create Cleo @circle")
      #expect(whole.lines.last == "user.create operator")
      var pages: [String] = []
      var next: AuditID?
      repeat {
        let page = try village.audit {
          $0.limit = 3
          $0.after = next
        }
        pages += page.lines
        next = page.next
      } while next != nil
      #expect(pages == whole.lines)
    }
  }

  @Test func `R7: an admin sees what concerns their community, without what it notes besides`()
    throws
  {
    try Village.with { (village) throws in
      let seen = try village.audit(as: .ada) { $0.community = "circle" }
      #expect(seen.lines.allSatisfy { $0.hasSuffix("@circle") } && seen.entries.count == 7)
      #expect(!seen.showsMetadata)
      #expect(
        refusingRule { _ = try village.audit(as: .ben) { $0.community = "circle" } } == .r7)
      for actor in [ActingAs.dora, .eve] {
        #expect(throws: UnknownReference(.community, "circle")) {
          try village.audit(as: actor) { $0.community = "circle" }
        }
      }
    }
  }

  @Test func `R7: anybody else sees what they did, and what was done with their account`() throws {
    try Village.with { (village) throws in
      #expect(
        try village.audit(as: .cleo).lines == [
          "recipe.create Cleo @circle", "user.create operator",
        ])
      // Naming somebody else shows nothing of them.
      #expect(try village.audit(as: .cleo) { $0.actor = .user("ada") }.entries.isEmpty)
    }
  }

  @Test func `each filter lets through what it names`() throws {
    try Village.with { (village) throws in
      #expect(try village.audit { $0.actor = .operator }.lines.count == 6)
      #expect(try village.audit { $0.actor = .user("ada@example.org") }.entries.count == 6)
      #expect(try village.audit { $0.action = "membership.begin" }.entries.count == 5)
      #expect(try village.audit { $0.kind = .community }.entries.count == 2)
      let soup = try village.audit {
        $0.kind = .recipe
        $0.subject = village.soup.id.text
      }
      #expect(soup.lines == ["recipe.create Cleo @circle"])
      let dora = try village.audit {
        $0.kind = .user
        $0.subject = "DORA"
      }
      #expect(dora.lines == ["user.create operator"])
      let start = village.clock.now
      village.clock.advance(days: 1)
      _ = try village.actions.leave("circle", as: .ben)
      #expect(try village.audit { $0.until = start }.entries.isEmpty)
      #expect(
        try village.audit { $0.since = start.advanced(byMilliseconds: 1) }.lines
          == ["membership.end Ben @circle"])
      #expect(throws: UnknownReference(.user, "nobody")) {
        try village.audit { $0.actor = .user("nobody") }
      }
      #expect(throws: UnknownReference(.auditEntry, "none")) {
        try village.audit { $0.after = AuditID("none") }
      }
    }
  }

  @Test func `what is done in a run names it, with all that follows from it`() throws {
    try Village.with { (village) throws in
      let run = RunID("0190c0de")
      let inRun = CommunityActions(
        store: village.store, surroundings: village.clock.surroundings, run: run)
      village.clock.advance()
      _ = try village.propose("Stew", by: .ben)
      // R14: the proposal becomes a variant because its recipe's creator left.
      _ = try inRun.leave("circle", as: .cleo)
      let seen = try village.audit { $0.run = run }
      #expect(seen.lines == ["proposal.orphan Cleo @circle", "membership.end Cleo @circle"])
      #expect(seen.entries.allSatisfy { $0.run == run })
      #expect(try village.audit { $0.run = RunID("other") }.entries.isEmpty)
    }
  }

  @Test func `R23: who was erased stands in the log under a pseudonym`() throws {
    try Village.with { (village) throws in
      village.clock.advance()
      _ = try village.actions.eraseUser("cleo", recipes: .kept, successors: [], as: .operator)
      let lines = try village.audit { $0.community = "circle" }.lines
      #expect(!lines.contains { $0.contains("Cleo") })
      let erased = try village.audit { $0.action = "recipe.create" }
      #expect(erased.entries.first?.actor?.hasPrefix("erased") == true)
    }
  }

  @Test func `the log of a deleted community is there for the operator, by the slug it had`() throws
  {
    try Village.with { (village) throws in
      village.clock.advance()
      _ = try village.actions.deleteCommunity("rye-house", as: .operator)
      let seen = try village.audit { $0.community = "rye-house" }.lines
      #expect(seen.first == "community.delete operator @rye-house" && seen.count == 3)
      #expect(throws: UnknownReference(.community, "rye-house")) {
        try village.audit(as: .eve) { $0.community = "rye-house" }
      }
    }
  }
}

extension Village {
  fileprivate func audit(
    as acting: ActingAs = .operator, _ ask: (inout AuditRequest) -> Void = { _ in }
  ) throws -> AuditPage {
    var request = AuditRequest(limit: 100)
    ask(&request)
    return try actions.readAuditLog(request, as: acting)
  }
}

extension AuditPage {
  /// Such as `recipe.create Cleo @circle`.
  fileprivate var lines: [String] {
    entries.map {
      "\($0.entry.action) \($0.actor ?? "operator")" + ($0.community.map { " @\($0)" } ?? "")
    }
  }
}
