public import PipelineCore
public import RecipeModel

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

  /// How many bytes it points to.
  public var pointedBytes: Int {
    recipeID.count + (userID?.count ?? 0) + (username?.count ?? 0) + (id?.count ?? 0)
  }

  /// The same event, pointing to copies of its texts.
  public func pointing(
    toCopiesBy copy: (UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>
  ) -> EventBytes {
    EventBytes(
      recipeID: copy(recipeID), userID: userID.map(copy), username: username.map(copy), at: at,
      id: id.map(copy), agent: agent, line: line, byteOffset: byteOffset)
  }
}

/// One line of a log, or one record of a CSV; nothing of it is copied.
public enum EventBytesElement {
  case event(EventBytes)
  /// A line that says of something else, such as that a picture was sent; lines count from 1, and
  /// the byte offset of the line's start from 0.
  case skipped(line: Int, byteOffset: Int64)
  case rejected(Rejection)
}
