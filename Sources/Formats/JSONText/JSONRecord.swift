/// One record of a JSON stream, not parsed yet.
public struct JSONRecord {
  /// The record's text, without the white space around it; valid until the next record is asked for.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// The line it starts on, counted from 1.
  public let line: Int
  /// Where it starts, in bytes from 0.
  public let byteOffset: Int64
  /// Where in its document it stands (RFC 6901); empty for a whole document or line.
  public let pointer: String
  /// What keeps it from being parsed; nil for a record that is complete.
  public let problem: Problem?

  /// Why a record is not complete.
  public enum Problem: Sendable, Equatable {
    /// It is larger than the limit; `bytes` holds its front.
    case tooLarge
    /// The input ends inside it.
    case truncated
  }
}

/// How the records of a stream are laid out.
public enum JSONLayout: Sendable, Equatable {
  /// One record a line.
  case lines
  /// The elements of one array.
  case array
  /// Documents, one after the other; mostly one.
  case documents
}
