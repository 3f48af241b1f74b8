public import RecipeModel

/// A record that an import could not take, as it is kept.
public struct ArchivedRejection: Sendable, Equatable {
  /// Tells equal records apart from new ones.
  public var fingerprint: [UInt8]
  public var state: ArchivedRejectionState
  public var archive: String
  public var member: String
  public var line: Int?
  public var byteOffset: Int?
  public var pointer: String?
  public var code: String
  public var message: String
  /// The record as read, cut at a limit.
  public var raw: [UInt8]
  public var createdAt: Instant

  public init(
    fingerprint: [UInt8], state: ArchivedRejectionState, archive: String, member: String,
    line: Int? = nil, byteOffset: Int? = nil, pointer: String? = nil, code: String, message: String,
    raw: [UInt8], createdAt: Instant
  ) {
    self.fingerprint = fingerprint
    self.state = state
    self.archive = archive
    self.member = member
    self.line = line
    self.byteOffset = byteOffset
    self.pointer = pointer
    self.code = code
    self.message = message
    self.raw = raw
    self.createdAt = createdAt
  }
}
