import ArchiveRecords
import Archives
import CommunityArchive
import JSONText
import PipelineCore
import RecipeModel
import Testing

struct LineTests {
  private func read(_ text: String) throws -> ArchiveReadItem? {
    let place = SourceLocation(archive: "lines.jsonl")
    return try ArchiveRecordReader(MemoryByteSource(Array(text.utf8)), at: place).next()
  }

  @Test func `a recipe of which only the text is known gets its paragraphs as steps`() throws {
    let item = try read(
      #"{"type":"recipe","id":"r","title":"Rye","content":"Mix\nwell.\n\nBake.","creatorId":"u","createdAt":"2026-01-01T00:00:00Z"}"#
    )
    guard case .record(.recipe(let recipe), _, _) = item else {
      Issue.record("no recipe: \(String(describing: item))")
      return
    }
    let expected = ArchivedBody(
      RecipeBody(title: "Rye", steps: [StepGroup(steps: ["Mix\nwell.", "Bake."])]))
    #expect(recipe.body == expected)
    #expect(recipe.updatedAt == recipe.createdAt)
  }

  @Test(
    arguments: [
      ("Mix.\r\n \t\r\nBake.\r", ["Mix.", "Bake."]),
      ("\n\n Mix.\n\n\n\nBake.\n\n", [" Mix.", "Bake."]),
      ("Mix.\u{2028}well\u{85}\u{2029}Bake.", ["Mix.\nwell", "Bake."]),
      ("Mix.\u{B}\u{3000}\u{A0}\u{C}Bäcke.", ["Mix.", "Bäcke."]),
      ("\u{2003}é", ["\u{2003}é"]), (" \n\t", []), ("", []),
    ])
  func `paragraphs are parted by lines of spaces, whatever ends a line`(
    text: String, paragraphs: [String]
  ) throws {
    var writer = JSONWriter()
    writer.value(
      .object([
        JSONMember("type", .string("recipe")), JSONMember("id", .string("r")),
        JSONMember("title", .string("Rye")), JSONMember("content", .string(text)),
        JSONMember("creatorId", .string("u")),
        JSONMember("createdAt", .string("2026-01-01T00:00:00Z")),
      ]))
    guard
      case .record(.recipe(let recipe), _, _) = try read(
        String(decoding: writer.bytes, as: UTF8.self))
    else {
      Issue.record("no recipe")
      return
    }
    let steps = paragraphs.isEmpty ? [] : [StepGroup(steps: paragraphs)]
    #expect(recipe.body == ArchivedBody(RecipeBody(title: "Rye", steps: steps)))
  }

  @Test func `a title that the body contradicts is refused at its place`() throws {
    let item = try read(
      #"{"type":"recipe","id":"r","title":"Rye","body":{"title":"Oats"},"creatorId":"u","createdAt":"2026-01-01T00:00:00Z"}"#
    )
    guard case .rejected(let rejection) = item else {
      Issue.record("it was read")
      return
    }
    #expect(rejection.code == .invalidValue)
    #expect(rejection.location.pointer == "/title")
  }

  @Test(arguments: [
    (#""deletedAt":"2026-01-02T00:00:00Z","erasedAt":"2026-01-02T00:00:00Z""#, nil),
    (#""erasedAt":"2026-01-02T00:00:00Z""#, "erasedAt stands without deletedAt before it"),
    (
      #""deletedAt":"2026-01-03T00:00:00Z","erasedAt":"2026-01-02T00:00:00Z""#,
      "erasedAt stands without deletedAt before it"
    ),
    (
      #""email":"a@example.org","deletedAt":"2026-01-02T00:00:00Z","erasedAt":"2026-01-02T00:00:00Z""#,
      "somebody who was erased has an address"
    ),
  ])
  func `R23: somebody who was erased is deleted, and has no address`(
    members: String, problem: String?
  ) throws {
    let item = try read(
      #"{"type":"user","id":"u","username":"Ada","createdAt":"2026-01-01T00:00:00Z",\#(members)}"#)
    switch item {
    case .record(.user(let user), _, _): #expect(problem == nil && user.erasedAt != nil)
    case .rejected(let rejection): #expect(rejection.message == problem)
    default: Issue.record("it is no user")
    }
  }

  @Test func `a line that was written reads as the same record`() throws {
    let user = ArchivedUser(
      id: UserID("u"), email: "ada@example.org", username: "Ada \u{2028}",
      preferences: ArchivedPreferences(
        viewTracking: false, viewTrackingChangedAt: Instant(milliseconds: 6), notifications: .own),
      createdAt: Instant(milliseconds: 5), updatedAt: Instant(milliseconds: 6))
    var writer = JSONWriter()
    ArchiveLine.write(.user(user), to: &writer)
    let item = try read(String(decoding: writer.bytes, as: UTF8.self))
    guard case .record(let record, let place, _) = item else {
      Issue.record("no record: \(String(describing: item))")
      return
    }
    #expect(record == .user(user))
    #expect(place.line == 1)
  }

  @Test(arguments: [
    (#""value":5,"since":"2026-11-16""#, nil),
    (#""value":0,"since":"2026-11-16""#, "the target is out of range"),
    (#""value":5,"since":"2026-11-17""#, "since is not the first day of a period"),
    (
      #""value":5,"since":"2026-11-16","until":"2026-11-16""#,
      "a target has until when it has endedAt, and only then"
    ),
    (
      #""value":5,"since":"2026-11-16","until":"2026-11-09","endedAt":"2026-11-17T00:00:00Z""#,
      "until is before since"
    ),
    (
      #""value":5,"since":"2026-11-16","until":"2026-11-16","endedAt":"2026-11-15T00:00:00Z""#,
      "endedAt is before createdAt"
    ),
    (#""value":5,"since":"2026-11-16","until":"2026-11-16","endedAt":"2026-11-17T00:00:00Z""#, nil),
  ])
  func `a target holds for whole periods, and ends when it is said to`(
    rest: String, problem: String?
  ) throws {
    let item = try read(
      #"{"type":"target","id":"t","communityId":"c","measure":"views","frequency":"weekly","#
        + #""createdAt":"2026-11-16T00:00:00Z","# + rest + "}")
    switch item {
    case .record(let record, _, _):
      #expect(problem == nil)
      var writer = JSONWriter()
      ArchiveLine.write(record, to: &writer)
      guard case .record(let again, _, _) = try read(String(decoding: writer.bytes, as: UTF8.self))
      else {
        Issue.record("it does not read as it was written")
        return
      }
      #expect(again == record)
    case .rejected(let rejection): #expect(rejection.message == problem)
    default: Issue.record("nothing was read")
    }
  }

  @Test(arguments: [
    (#"{"type":"user","id":"u"}"#, ArchivePart.records),
    ("\u{FEFF}{broken\n{\"type\":\"view\",\"recipeId\":\"r\"}\n", .records),
    (#"{"format": "levain-community-archive", "version": 1}"#, .manifest),
    (#"{"type":"recipe","title":"somebody else's"}"#, nil),
    (#"{"@type":"Recipe","name":"Rye"}"#, nil),
    ("[]", nil), ("", nil),
  ])
  func `content is recognized by what it says`(text: String, part: ArchivePart?) {
    #expect(ArchivePart.recognize(Array(text.utf8), isWhole: true) == part)
  }

  @Test func `a strict tar gives back what the writer put in, long names too`() throws {
    let long = String(repeating: "folder/", count: 60) + "é.jsonl"
    let sink = MemorySink()
    let tar = TarWriter(into: sink, modifiedSeconds: 0)
    try tar.addMember("a", [1, 2, 3])
    try tar.addMember(long, [])
    try tar.finish()
    let reader = StrictTarReader(
      MemoryByteSource(sink.bytes, largestRead: 7), at: SourceLocation(archive: "a.tar"))
    #expect(try reader.next()?.size == 3)
    #expect(try reader.next()?.name == long)
    #expect(try reader.next()?.name == nil)
  }
}
