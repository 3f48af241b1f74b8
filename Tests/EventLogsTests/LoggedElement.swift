import EventLogs
import PipelineCore
import RecipeModel

/// A view event of a log, with copies of its texts.
struct LoggedView: Equatable {
  var recipeID: String
  var userID: String?
  var username: String?
  var at: Instant
  var id: String?
  var agent = AgentClass.person
}

extension LoggedView {
  init(_ event: EventBytes) {
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
      String(decoding: bytes, as: UTF8.self)
    }
    self.init(
      recipeID: text(event.recipeID), userID: event.userID.map(text),
      username: event.username.map(text), at: event.at, id: event.id.map(text), agent: event.agent)
  }
}

/// An element of a log that outlives the bytes it was read from.
enum LoggedElement: Equatable {
  case event(LoggedView, line: Int, byteOffset: Int64)
  case skipped(line: Int, byteOffset: Int64)
  case rejected(Rejection)

  init(_ element: EventBytesElement) {
    switch element {
    case .rejected(let rejection): self = .rejected(rejection)
    case .skipped(let line, let byteOffset): self = .skipped(line: line, byteOffset: byteOffset)
    case .event(let event):
      self = .event(LoggedView(event), line: event.line, byteOffset: event.byteOffset)
    }
  }
}

extension EventReading {
  /// The next element with copies of its texts, or nil at the end.
  func next() throws(ReadFault) -> LoggedElement? {
    guard let element = try nextBytes() else { return nil }
    return LoggedElement(element)
  }
}

extension [LoggedElement] {
  var rejections: [Rejection] {
    compactMap { if case .rejected(let rejection) = $0 { rejection } else { nil } }
  }

  var views: [LoggedView] {
    compactMap { if case .event(let view, _, _) = $0 { view } else { nil } }
  }
}
