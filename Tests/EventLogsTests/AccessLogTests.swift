import EventLogs
import PipelineCore
import RecipeModel
import Testing

struct AccessLogTests {
  @Test(arguments: [
    // The common format, the combined one, and what servers are told to add.
    (#"192.0.2.7 - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r1 HTTP/1.1" 200 2326"#, "r1 -"),
    (line(request: "GET /recipes/r1 HTTP/1.1"), "r1 -"),
    (line(request: "GET /recipes/r1 HTTP/1.1") + #" "203.0.113.9""#, "r1 -"),
    (line(request: "GET /recipes/r1 HTTP/1.1") + " rt=0.012", "r1 -"),
    ("www.example.org:443 " + line(request: "GET /recipes/r1 HTTP/1.1"), "r1 -"),
    // Paths.
    (line(request: "GET /recipes/r1/ HTTP/2.0"), "r1 -"),
    (line(request: "GET /recipes/r1?x=y&z=/recipes/r2 HTTP/1.1"), "r1 -"),
    (line(request: "GET /recipes/r1/?x HTTP/1.1"), "r1 -"),
    (line(request: "GET /recipes/r1"), "r1 -"),
    (line(request: "GET https://example.org/recipes/r1 HTTP/1.1"), "r1 -"),
    (line(request: "GET /recipes/s%C3%BC%c3%9F%2F1 HTTP/1.1"), "süß/1 -"),
    (line(request: "GET /%72ecipes/r1 HTTP/1.1"), "r1 -"),
    (line(request: #"GET /recipes/s\xC3\xBC\xc3\x9f HTTP/1.1"#), "süß -"),
    (line(request: #"GET /recipes/\x22a\\b\" HTTP/1.1"#), #""a\b" -"#),
    // Hosts and users.
    (line(host: "::1", user: "ada", request: "GET /recipes/r1 HTTP/1.1"), "r1 ada"),
    (line(host: "[2001:db8::1]", user: "-", request: "GET /recipes/r1 HTTP/1.1"), "r1 -"),
    (line(host: "2001:db8::1", user: "a@b.org", request: "GET /recipes/r1 HTTP/1.1"), "r1 a@b.org"),
    (line(user: "Ada Lovelace", request: "GET /recipes/r1 HTTP/1.1"), "r1 Ada Lovelace"),
    (line(host: "::1", user: "Ada L", request: "GET /recipes/r1 HTTP/1.1"), "r1 Ada L"),
    (line(user: #"\x22ada\x22"#, request: "GET /recipes/r1 HTTP/1.1"), #"r1 "ada""#),
    (line(user: #""""#, request: "GET /recipes/r1 HTTP/1.1"), "r1 -"),
    (line(user: "a [b", request: "GET /recipes/r1 HTTP/1.1"), "r1 a [b"),
    // What answers count.
    (line(request: "GET /recipes/r1 HTTP/1.1", status: 206), "r1 -"),
    (line(request: "GET /recipes/r1 HTTP/1.1", status: 304, bytes: "-"), "r1 -"),
    // Quotes that an old server did not escape.
    (line(request: "GET /recipes/r1 HTTP/1.1", agent: #"a "b"c"#), "r1 -"),
    (line(request: "GET /recipes/r1 HTTP/1.1", agent: #"a \" b\\"#), "r1 -"),
  ])
  func `a line that says of a recipe that was shown is an event`(line: String, ids: String) throws {
    let parts = ids.split(separator: " ", maxSplits: 1).map(String.init)
    let view = LoggedView(
      recipeID: parts[0], username: parts[1] == "-" ? nil : parts[1], at: tenOClock)
    for end in ["", "\n", "\r\n"] {
      let elements = try read(line + end)
      #expect(elements == [.event(view, line: 1, byteOffset: 0)])
    }
  }

  @Test(arguments: [
    line(request: "POST /recipes/r1 HTTP/1.1"), line(request: "HEAD /recipes/r1 HTTP/1.1"),
    line(request: "get /recipes/r1 HTTP/1.1"),
    line(request: "GET /recipes/r1 HTTP/1.1", status: 404),
    line(request: "GET /recipes/r1 HTTP/1.1", status: 301), line(request: "GET / HTTP/1.1"),
    line(request: "GET /recipes HTTP/1.1"), line(request: "GET /recipes/ HTTP/1.1"),
    line(request: "GET /recipes//r1 HTTP/1.1"), line(request: "GET /recipes/r1/photo HTTP/1.1"),
    line(request: "GET /x/recipes/r1 HTTP/1.1"), line(request: "GET /Recipes/r1 HTTP/1.1"),
    line(request: "GET /recipes/r1// HTTP/1.1"), line(request: "GET recipes/r1 HTTP/1.1"),
    line(request: "GET http://example.org HTTP/1.1"), line(request: "-", status: 408),
    line(request: "", status: 400), line(request: #"\x16\x03\x01\x02"#, status: 400),
    line(request: "GET", status: 400), line(request: "GET /%zz/r1 HTTP/1.1"),
    line(request: #"GET /?q=\" HTTP/1.1"#, status: 200),
  ])
  func `any other line is skipped and counted`(line: String) throws {
    let good = AccessLogTests.good(1)
    let elements = try read("\(good)\n\(line)\n\(AccessLogTests.good(2))\n")
    #expect(elements.count == 3 && elements.views.map(\.recipeID) == ["r1", "r2"])
    #expect(elements[1] == .skipped(line: 2, byteOffset: Int64(good.utf8.count + 1)))
  }

  @Test(
    arguments: [
      ("hello", .malformedText),
      (#"- - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h  [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - -[21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [31/Feb/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [21/nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [21/Nov/2026:24:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [2026-11-21T10:00:00Z] "GET /recipes/r HTTP/1.1" 200 1"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] GET /recipes/r HTTP/1.1 200 1"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r 200 1"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" OK 1"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200"#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1 "-""#, .malformedText),
      (#"h - - [21/Nov/2026:10:00:00 +0000] "GET /recipes/r HTTP/1.1" 200 1 x"#, .malformedText),
      (line(request: "GET /recipes/%zz HTTP/1.1"), .invalidValue),
      (line(request: "GET /recipes/a%4 HTTP/1.1"), .invalidValue),
      (line(request: "GET /recipes/%C3 HTTP/1.1"), .invalidEncoding),
      (line(user: #"\xff"#, request: "GET /recipes/r HTTP/1.1"), .invalidEncoding),
    ] as [(String, Rejection.Code)])
  func `a line that cannot be read is rejected with its place, and the others are read`(
    line: String, code: Rejection.Code
  ) throws {
    let (first, third) = (AccessLogTests.good(1), AccessLogTests.good(3))
    let elements = try read("\(first)\n\(line)\n\n\(third)\n")
    #expect(elements.count == 3 && elements.views.map(\.recipeID) == ["r1", "r3"])
    let rejection = try #require(elements.rejections.first)
    #expect(rejection.code == code)
    #expect(rejection.location.line == 2)
    #expect(rejection.location.byteOffset == Int64(first.utf8.count + 1))
    #expect(rejection.raw.isEmpty)
  }

  @Test(arguments: [
    ("21/Nov/2026:10:00:00 +0000", "2026-11-21T10:00:00.000Z"),
    ("10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36.000Z"),
    ("01/Jan/2027:00:15:00 +0545", "2026-12-31T18:30:00.000Z"),
    ("29/Feb/2028:23:59:60 -0030", "2028-03-01T00:30:00.000Z"),
  ])
  func `a time is read with its zone`(time: String, expected: String) throws {
    let log = #"h - - [\#(time)] "GET /recipes/r HTTP/1.1" 200 1"#
    let views = try read(log).views
    #expect(views.map(\.at.description) == [expected])
  }

  @Test func `R24: a robot is told by its agent in every format`() throws {
    let agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
    let logs = [
      AccessLogTests.line(request: "GET /recipes/r HTTP/1.1", agent: agent),
      #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userAgent":"\#(agent)"}"#,
      #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userAgent":"\u0020\#(agent)"}"#,
      #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","agentClass":"crawler"}"#,
      #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userAgent":"","agentClass":"crawler"}"#,
      "recipeId,viewedAt,userAgent\nr,2026-11-21T10:00:00Z,\(agent)",
      "recipeId,viewedAt,agentClass\nr,2026-11-21T10:00:00Z,crawler",
    ]
    for log in logs {
      let views = try read(log).views
      #expect(views == [LoggedView(recipeID: "r", at: tenOClock, agent: .crawler)])
    }
    let unknown = #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","agentClass":"dog"}"#
    #expect(try read(unknown).rejections.map(\.code) == [.invalidValue])
  }

  @Test func `an id goes before a username`() throws {
    let log = """
      {"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userId":"u","username":"ada"}
      {"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userId":"","username":"ada"}
      {"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","username":""}
      """
    let views = try read(log).views
    #expect(views.map(\.userID) == ["u", nil, nil])
    #expect(views.map(\.username) == [nil, "ada", nil])
  }

  @Test func `the paths of recipes are asked for in their order`() throws {
    let paths = [try RecipePath("/c/*/recipes/{recipe}"), try RecipePath("/r/{recipe}")]
    let targets = ["/c/bakers/recipes/a", "/r/b", "/recipes/c", "/c/recipes/d", "/c/x/y/recipes/e"]
    let text = targets.map { AccessLogTests.line(request: "GET \($0) HTTP/1.1") + "\n" }.joined()
    let reader = EventLogReader(MemoryByteSource(Array(text.utf8)), at: place, recipePaths: paths)
    var recipes: [String?] = []
    while let element = try reader.next() {
      if case .event(let view, _, _) = element { recipes.append(view.recipeID) }
      if case .skipped = element { recipes.append(nil) }
    }
    #expect(recipes == ["a", "b", nil, nil, nil])
    #expect(reader.format == .accessLog)
  }

  @Test func `a log whose front is damaged is known by most of its lines`() throws {
    let lines = ["\0\0\0\0", AccessLogTests.good(1), AccessLogTests.good(2)]
    let elements = try read(lines.joined(separator: "\n"))
    #expect(elements.views.map(\.recipeID) == ["r1", "r2"])
    #expect(elements.rejections.map(\.location.line) == [1])
  }

  @Test(arguments: [
    "Apple Pie\n\nServes 4 [21/Nov/2026:10:00:00 +0000] \"GET\" 200 1\n",
    "A day in the life of my server:\n\n\(good(1))\n\nThat was a crumble. It was good.\nBye.\n",
    "title,steps\nSoup,\"\(good(1))\"\n", "[]", "",
  ])
  func `a text that quotes a line is no log`(text: String) throws {
    #expect(!EventLogReader.mayRead(front: Array(text.utf8)))
    if !text.isEmpty { #expect(throws: ReadFault.self) { try read(text) } }
  }

  @Test func `a line longer than 1 MiB is rejected, and the others are read`() throws {
    let long = AccessLogTests.line(
      request: "GET /recipes/r HTTP/1.1", agent: String(repeating: "x", count: 2 << 20))
    let elements = try read("\(AccessLogTests.good(1))\n\(long)\n\(AccessLogTests.good(3))\n")
    #expect(elements.rejections.map(\.code) == [.tooLarge])
    #expect(elements.views.map(\.recipeID) == ["r1", "r3"])
  }

  @Test func `a path or a user as long as a line is none of a recipe, and the rest is read`() throws
  {
    let path = String(repeating: "%41", count: 300_000)
    let user = String(repeating: #"\x41"#, count: 225_000)
    let lines = [
      AccessLogTests.good(1),
      AccessLogTests.line(request: "GET /recipes/\(path)/photo HTTP/1.1"),
      AccessLogTests.line(request: "GET /recipes/\(path) HTTP/1.1"),
      AccessLogTests.line(user: user, request: "GET /recipes/r HTTP/1.1"),
      AccessLogTests.good(5),
    ]
    let elements = try read(lines.joined(separator: "\n"))
    #expect(elements.count == 5)
    #expect(elements.views.map(\.recipeID) == ["r1", "r5"])
    #expect(elements.rejections.map(\.location.line) == [4])
    #expect(elements.rejections.map(\.code) == [.invalidValue])
  }

  @Test func `a cut in the combined format is no line of the common one`() throws {
    let whole = AccessLogTests.line(request: "GET /recipes/r HTTP/1.1", agent: "curl/8.4.0")
    let cut = whole.dropLast(#" "-" "curl/8.4.0""#.count)
    let elements = try read("\(whole)\n\(cut)")
    #expect(elements.views.count == 1)
    #expect(elements.rejections.map(\.code) == [.truncated])
  }

  // MARK: - Lines

  static func line(
    host: String = "192.0.2.7", user: String = "-", request: String, status: Int = 200,
    bytes: String = "512", agent: String = "Mozilla/5.0"
  ) -> String {
    let time = "21/Nov/2026:10:00:00 +0000"
    return #"\#(host) - \#(user) [\#(time)] "\#(request)" \#(status) \#(bytes) "-" "\#(agent)""#
  }

  static func good(_ number: Int) -> String { line(request: "GET /recipes/r\(number) HTTP/1.1") }
}
