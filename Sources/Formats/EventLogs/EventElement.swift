public import PipelineCore
public import RecipeModel

/// A view event as a log states it.
public struct RawView: Sendable, Equatable {
  public var recipeID: String
  /// Nil for an anonymous event.
  public var userID: String?
  /// A username or an e-mail address, in logs that know people by these; nil where there is an id.
  public var username: String?
  public var at: Instant
  /// The log's own id of the event; nil when it has none.
  public var id: String?
  /// What opened the recipe.
  public var agent: AgentClass

  public init(
    recipeID: String, userID: String? = nil, username: String? = nil, at: Instant,
    id: String? = nil, agent: AgentClass = .person
  ) {
    self.recipeID = recipeID
    self.userID = userID
    self.username = username
    self.at = at
    self.id = id
    self.agent = agent
  }
}

/// One line of a log, or one record of a CSV.
public enum EventElement: Sendable, Equatable {
  /// An event; lines count from 1, and the byte offset of the line's start from 0.
  case event(RawView, line: Int, byteOffset: Int64)
  /// A line that says of something else, such as that a picture was sent.
  case skipped(line: Int, byteOffset: Int64)
  case rejected(Rejection)

  init(copying element: EventBytesElement) {
    switch element {
    case .rejected(let rejection): self = .rejected(rejection)
    case .skipped(let line, let byteOffset): self = .skipped(line: line, byteOffset: byteOffset)
    case .event(let event):
      let view = RawView(
        recipeID: String(decoding: event.recipeID, as: UTF8.self),
        userID: event.userID.map { String(decoding: $0, as: UTF8.self) },
        username: event.username.map { String(decoding: $0, as: UTF8.self) }, at: event.at,
        id: event.id.map { String(decoding: $0, as: UTF8.self) }, agent: event.agent)
      self = .event(view, line: event.line, byteOffset: event.byteOffset)
    }
  }
}

/// A view event whose ids are still bytes of the log: valid UTF-8, never empty.
public struct EventBytes {
  public let recipeID: UnsafeBufferPointer<UInt8>
  /// Nil for an anonymous event.
  public let userID: UnsafeBufferPointer<UInt8>?
  /// A username or an e-mail address, in logs that know people by these; nil where there is an id.
  public let username: UnsafeBufferPointer<UInt8>?
  public let at: Instant
  /// The log's own id of the event; nil when it has none.
  public let id: UnsafeBufferPointer<UInt8>?
  /// What opened the recipe.
  public let agent: AgentClass
  /// The line it starts on, counted from 1.
  public let line: Int
  /// Where the line starts, in bytes from 0.
  public let byteOffset: Int64
}

/// One line of a log, before anything is copied.
public enum EventBytesElement {
  case event(EventBytes)
  case skipped(line: Int, byteOffset: Int64)
  case rejected(Rejection)
}
