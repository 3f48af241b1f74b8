import EventLogs
import PipelineCore
import RecipeModel

let place = SourceLocation(archive: "views.log")
let tenOClock = Instant(milliseconds: 1_795_255_200_000)

func reader(_ source: any ByteSource) -> EventLogReader {
  EventLogReader(source, at: place)
}

func read(_ source: any ByteSource) throws(ReadFault) -> [EventElement] {
  let reader = reader(source)
  var elements: [EventElement] = []
  while let element = try reader.next() { elements.append(element) }
  return elements
}

func read(_ bytes: [UInt8]) throws(ReadFault) -> [EventElement] {
  try read(MemoryByteSource(bytes))
}

func read(_ text: String) throws(ReadFault) -> [EventElement] { try read(Array(text.utf8)) }

/// A JSON line; numbers of one digit make lines of one length.
func good(_ number: Int) -> String {
  #"{"recipeId":"recipe-\#(number)","userId":"u","viewedAt":"2026-11-21T10:00:00Z"}"#
}

func goodEvent(_ number: Int, line: Int, byteOffset: Int64) -> EventElement {
  .event(
    RawView(recipeID: "recipe-\(number)", userID: "u", at: tenOClock), line: line,
    byteOffset: byteOffset)
}

extension [EventElement] {
  var rejections: [Rejection] {
    compactMap { if case .rejected(let rejection) = $0 { rejection } else { nil } }
  }

  var views: [RawView] {
    compactMap { if case .event(let view, _, _) = $0 { view } else { nil } }
  }
}
