import ArchiveRecords
import CommunityArchive
import JSONText
import PipelineCore
import RecipeModel
import Testing

struct OperationTests {
  private func read(_ text: String) throws -> ArchiveReadItem? {
    let place = SourceLocation(archive: "lines.jsonl")
    return try ArchiveRecordReader(MemoryByteSource(Array(text.utf8)), at: place).next()
  }

  private static let body = RecipeBody(
    title: "Rye", steps: [StepGroup(steps: ["Mix.", "Bake."])])

  /// One of every kind, with every field that it can have.
  static let actions: [ArchivedAction] = [
    .createUser(
      ArchivedUserCreation(id: UserID("u"), email: "ada@example.org", username: "Ada")),
    .changeUser(
      ArchivedUserChange(
        user: "ada", username: "Countess", viewTracking: false, notifications: .own)),
    .createCommunity(
      ArchivedCommunityCreation(
        id: CommunityID("c"), slug: "circle", name: "Circle", description: "Bread",
        timeZone: "Europe/Berlin", firstAdmin: "u", membershipID: MembershipID("m"))),
    .changeCommunity(
      ArchivedCommunityChange(
        community: "circle", slug: "ring", name: "Ring", description: "", timeZone: "UTC")),
    .deleteCommunity(community: "circle"),
    .restoreCommunity(
      ArchivedCommunityRestoration(
        community: "c", slug: "round", admin: "u", membershipID: MembershipID("m2"))),
    .invite(
      ArchivedInvitation(
        community: "circle", user: "ben@example.org", username: "Ben", userID: UserID("b"),
        membershipID: MembershipID("m3"))),
    .promote(user: "b", community: "circle"),
    .leave(community: "circle"),
    .createRecipe(
      ArchivedRecipeCreation(
        id: RecipeID("r"), personalCopyID: RecipeID("p"), community: "circle", body: body,
        tags: ["Bread"], imageURL: "https://example.org/rye.jpg")),
    .editRecipe(RecipeID("r"), body: body, revision: RecipeRevisionID("v")),
    .tagRecipe(RecipeID("r"), adding: ["Sour"], removing: ["Bread"]),
    .deleteRecipe(RecipeID("r")),
    .restoreRecipe(RecipeID("r")),
    .propose(RecipeID("r"), body: body, id: ProposalID("p")),
    .accept(ProposalID("p"), isConfirmed: true),
    .reject(ProposalID("p")),
    .takeDown(
      ArchivedTakedown(
        recipe: RecipeID("r"), reason: "not ours", withCopies: true,
        contents: [
          ArchivedTakedown.Content(
            recipe: RecipeID("r"), digest: [UInt8](repeating: 0xA7, count: 16))
        ])),
    .erased(
      ArchivedErasure(
        user: "u", withRecipes: true, views: 3,
        successors: [ArchivedErasure.Successor(community: "c", user: "b")])),
    .setTarget(
      ArchivedTargetSetting(
        id: TargetID("t"), community: "c", measure: .viewers, frequency: .quarterly, value: 20,
        since: Day("2026-10-01"))),
    .removeTarget(community: "c", .viewers, .quarterly),
    .purge,
    .liftTakedown(RecipeID("r")),
    .share(RecipeID("r"), into: "rye-house", fork: RecipeID("f")),
  ]

  @Test func `every kind of operation is tried here`() {
    let tried = Set(OperationTests.actions.map(\.kind))
    #expect(tried == Set(ArchivedActionKind.allCases))
  }

  @Test(arguments: actions)
  func `an operation that was written reads as the same operation`(
    action: ArchivedAction
  ) throws {
    let operation = ArchivedOperation(
      id: AuditID("o"), at: Instant(milliseconds: 5), sequence: 7, actor: "u", action: action)
    var writer = JSONWriter()
    ArchiveLine.write(.operation(operation), to: &writer)
    let item = try read(String(decoding: writer.bytes, as: UTF8.self))
    guard case .record(let record, _, let raw) = item else {
      Issue.record("no record: \(String(describing: item))")
      return
    }
    #expect(record == .operation(operation))
    #expect(raw == writer.bytes.dropLast())
  }

  @Test func `the line makes the id of an operation that has none`() throws {
    var ids: [AuditID?] = []
    for line in ["one line", "one line", "another line"] {
      var operation = ArchivedOperation(
        at: Instant(milliseconds: 5), action: .leave(community: "circle"))
      operation.identify(by: Array(line.utf8))
      ids.append(operation.id)
    }
    #expect(ids[0] != nil && ids[0] == ids[1] && ids[1] != ids[2])
  }

  @Test(arguments: [
    (#"{"op":"vanish","at":"2026-01-01T00:00:00Z"}"#, Rejection.Code.invalidValue, "/op"),
    (#"{"op":"leave","community":"circle"}"#, .missingValue, "/at"),
    (#"{"op":"leave","at":"yesterday","community":"circle"}"#, .invalidValue, "/at"),
    (#"{"op":"leave","at":"2026-01-01T00:00:00Z"}"#, .missingValue, "/community"),
    (#"{"op":"leave","at":"2026-01-01T00:00:00Z","community":"c","why":1}"#, .unknownField, "/why"),
    (
      #"{"op":"leave","type":"user","at":"2026-01-01T00:00:00Z","community":"c"}"#, .unknownField,
      "/type"
    ),
    (#"{"op":"editRecipe","at":"2026-01-01T00:00:00Z","recipeId":"r"}"#, .missingValue, "/title"),
    (
      #"{"op":"tagRecipe","at":"2026-01-01T00:00:00Z","recipeId":"r","add":"Sour"}"#, .invalidValue,
      "/add"
    ),
  ])
  func `an operation that is not one is refused at its place`(
    line: String, code: Rejection.Code, pointer: String
  ) throws {
    guard case .rejected(let rejection) = try read(line) else {
      Issue.record("it was read")
      return
    }
    #expect(rejection.code == code)
    #expect(rejection.location.pointer == pointer)
  }
}
