import EventLogs
import PipelineCore
import RecipeModel

let place = SourceLocation(archive: "views.log")
let tenOClock = Instant(milliseconds: 1_795_255_200_000)

func reader(_ source: any ByteSource) -> EventLogReader {
  EventLogReader(source, at: place)
}

func read(_ source: any ByteSource) throws(ReadFault) -> [LoggedElement] {
  let reader = reader(source)
  var elements: [LoggedElement] = []
  while let element = try reader.next() { elements.append(element) }
  return elements
}

func read(_ bytes: [UInt8]) throws(ReadFault) -> [LoggedElement] {
  try read(MemoryByteSource(bytes))
}

func read(_ text: String) throws(ReadFault) -> [LoggedElement] { try read(Array(text.utf8)) }

/// A JSON line; numbers of one digit make lines of one length.
func good(_ number: Int) -> String {
  #"{"recipeId":"recipe-\#(number)","userId":"u","viewedAt":"2026-11-21T10:00:00Z"}"#
}

func goodEvent(_ number: Int, line: Int, byteOffset: Int64) -> LoggedElement {
  .event(
    LoggedView(recipeID: "recipe-\(number)", userID: "u", at: tenOClock), line: line,
    byteOffset: byteOffset)
}
