import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Reports
import Store
import TestKit
import Testing

/// The page and the JSON about one person.
struct PersonPageTests {
  private static let hostile =
    "</title></style>\"'><script>document.title='run'</script>\u{202E}<img src=x "
    + "onerror=\"document.title='run'\">" + String(repeating: "W", count: 120)

  /// Both forms about somebody whose every text is what it is said to be, with so many rows a section.
  private static func forms(
    saying text: String, rows: Int
  ) throws -> (json: [UInt8], page: [UInt8]) {
    let user = try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "a.db").path,
        surroundings: Surroundings(
          now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 1, count: 10) }))
      return try store.write { (transaction) throws(StoreFault) -> StoredUser? in
        let key = try transaction.insert(
          NewUser(
            id: UserID("ada"), email: text, username: text,
            createdAt: Instant(milliseconds: 1_790_000_000_000)))
        guard var user = try transaction.user(key) else { return nil }
        user.tracksViews = false
        user.updatedAt = Instant(milliseconds: 1_795_305_600_000)
        try transaction.update(user)
        return try transaction.user(key)
      }
    }
    var coder = BodyCoder()
    let said = coder.code(
      RecipeBody(
        title: text, summary: text,
        ingredients: [IngredientGroup(ingredients: [Ingredient(text: text)])],
        steps: [StepGroup(steps: [text, "Bake."])]))
    let (json, page) = (Bytes(), Bytes())
    var document = PersonDocument(
      of: try #require(user), generatedAt: Instant(milliseconds: 1_795_000_000_000),
      json: { json.all += $0 }, page: { page.all += $0 })
    try document.begin()
    for section in document.sections {
      try document.begin(section)
      for _ in 0..<rows {
        try document.add(
          section.columns.map { column in
            switch column.kind {
            case .text, .word: .text(text)
            case .moment: .moment(Instant(milliseconds: 1_790_000_000_000))
            case .number: .number(1_234_567)
            case .flag: .flag(true)
            case .json: .json(Array("[\"bread\"]".utf8))
            case .body: .json(said.json)
            }
          })
      }
      try document.endSection()
    }
    try document.end()
    return (json.all, page.all)
  }

  private final class Bytes {
    var all: [UInt8] = []
  }

  @Test func `whatever names say, the page is well formed and the JSON can be read`() throws {
    let (json, page) = try Self.forms(saying: Self.hostile, rows: 2)
    let text = String(decoding: page, as: UTF8.self)
    try expectWellFormed(text)
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("\u{202E}"))
    let read = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    #expect((read?["account"] as? [String: Any])?["username"] as? String == Self.hostile)
    #expect((read?["views"] as? [Any])?.count == 2)
    let account = read?["account"] as? [String: Any]
    #expect(account?["viewTrackingChangedAt"] as? String == "2026-11-22T00:00:00.000Z")
    #expect(text.contains(">bread<"))
  }

  @Test func `a page shows a thousand rows of a section and says where the rest is`() throws {
    let (json, page) = try Self.forms(saying: "ada", rows: 1001)
    #expect(String(decoding: page, as: UTF8.self).contains("1 more row is in person.json."))
    let read = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    #expect((read?["recipes"] as? [Any])?.count == 1001)
  }

  @Test(.enabled(if: Browser.isInstalled, "needs chromium"), arguments: ["Ada", hostile], [0, 3])
  func `it fits phones and desktops, has contrast in light and dark, and runs nothing`(
    text: String, rows: Int
  ) throws {
    let page = try Self.forms(saying: text, rows: rows).page
    if let folder = ProcessInfo.processInfo.environment["KEEP_PAGES"] {
      let name = "person-\(rows)-\(text.count).html"
      try Data(page).write(to: URL(filePath: folder).appending(path: name))
    }
    for scheme in Browser.Scheme.allCases {
      let seen = try Browser.look(at: page, scheme: scheme)
      #expect(seen.console == [], "\(scheme)")
      for finding in seen.findings {
        #expect(finding.overflow == [], "\(scheme), \(finding.width)")
        #expect(finding.faint == [], "\(scheme), \(finding.width)")
        #expect(finding.scripts == 0 && finding.title != "run")
      }
    }
  }
}
