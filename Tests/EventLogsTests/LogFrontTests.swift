import EventLogs
import PipelineCore
import Testing

/// What is taken for a log before it is read.
struct LogFrontTests {
  @Test(arguments: [
    #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z"}"#,
    "\u{FEFF}\n  \(#"{"viewedAt":"2026-11-21T10:00:00Z","recipeId":"r"}"#)\n",
    "broken\n\(good(1))\n", "{'recipeId':'r','viewedAt':'2026-11-21T10:00:00Z'}",
    "viewedAt,userId,recipeId\n", "\u{FEFF}\"recipeId\" , \"viewedAt\"\r\nr,t\r\n",
    // Reading it says how to make a log of it.
    "[\n  {\n    \"recipeId\": \"r\",\n    \"viewedAt\": \"2026-11-21T10:00:00Z\"\n  }\n]\n",
  ])
  func `a line that is an object with both fields, or a header of both, makes a log`(text: String) {
    #expect(EventLogReader.mayRead(front: Array(text.utf8)))
  }

  @Test(arguments: [
    "{\n  \"recipeId\": \"r\",\n  \"viewedAt\": \"2026-11-21T10:00:00Z\"\n}\n",
    #"{"recipeId":"r"}"# + "\n" + #"{"viewedAt":"2026-11-21T10:00:00Z"}"#,
    "A log names recipeId and viewedAt.\n", "title,text\nHow to,\"recipeId and viewedAt\"\n",
    "# recipeId, viewedAt\n", "", "{}", "[]",
  ])
  func `a text that only speaks of both fields is no log`(text: String) {
    #expect(!EventLogReader.mayRead(front: Array(text.utf8)))
  }

  @Test(arguments: [
    "192.0.2.7 - ann [x] \"GET /recipes/r HTTP/1.1\" 200 1 \"https://a.example/\" \"Mozilla\"",
    "192.0.2.7 - ann [21/Nov/2026:10:00:00 +0000] \"GET /recipes/%zz HTTP/1.1\" 200 1 \"-\" \"-\"",
    "192.0.2.7 - \\xff [21/Nov/2026:10:00:00 +0000] \"GET /recipes/r HTTP/1.1\" 200 1 \"-\" \"-\"",
    "192.0.2.7 - ann [21/Nov/2026:10:00:00 +0000] \"GET /recipes/r",
  ])
  func `R23: a rejected line of an access log leaves its place and nothing of the visitor`(
    line: String
  ) throws {
    let elements = try read("\(AccessLogTests.good(1))\n\(line)\n")
    let rejection = try #require(elements.rejections.first)
    #expect(rejection.raw.isEmpty)
    #expect(rejection.location.line == 2)
    #expect(!rejection.message.contains("192.0.2.7") && !rejection.message.contains("ann"))
  }
}
