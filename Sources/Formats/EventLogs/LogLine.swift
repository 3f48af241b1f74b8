import PipelineCore
import RecipeModel

/// One line of a log with what was found in it; the bytes are valid until the next line is read.
struct LogLine {
  enum Content {
    case fields(ViewFields)
    case visit(RecipeVisit)
    /// It says of something else than a recipe that was opened.
    case skipped
    case problem(Rejection.Code, String)
  }

  var content: Content
  /// The line it starts on, counted from 1.
  var number: Int
  /// Where it starts, in bytes from 0.
  var byteOffset: Int64
  /// The line without its end; of a line that is too long, its front.
  var raw: UnsafeBufferPointer<UInt8>
}

/// What an access log says of a recipe that was opened.
struct RecipeVisit {
  /// Valid UTF-8, never empty.
  var recipeID: UnsafeBufferPointer<UInt8>
  /// Valid UTF-8, never empty; nil for nobody that the server knows.
  var username: UnsafeBufferPointer<UInt8>?
  var at: Instant
  /// Any bytes; nil where the agent said nothing.
  var agent: UnsafeBufferPointer<UInt8>?
}

/// The fields of a view event as bytes; nil for those that are missing or null.
struct ViewFields {
  var recipeID: UnsafeBufferPointer<UInt8>?
  var userID: UnsafeBufferPointer<UInt8>?
  var username: UnsafeBufferPointer<UInt8>?
  var viewedAt: UnsafeBufferPointer<UInt8>?
  var id: UnsafeBufferPointer<UInt8>?
  var userAgent: UnsafeBufferPointer<UInt8>?
  var agentClass: UnsafeBufferPointer<UInt8>?
  private var stated: UInt8 = 0

  /// Whether a member of the name comes for the first time: of those with one name it counts.
  @inline(__always)
  mutating func claim(_ name: Name) -> Bool {
    let bit: UInt8
    switch name {
    case .recipeID: bit = 1
    case .userID: bit = 2
    case .viewedAt: bit = 4
    case .id: bit = 8
    case .userAgent: bit = 16
    case .agentClass: bit = 32
    case .username: bit = 64
    }
    defer { stated |= bit }
    return stated & bit == 0
  }

  /// The fields that are read, by their names in logs.
  enum Name: String, CaseIterable {
    case recipeID = "recipeId"
    case userID = "userId"
    case username
    case viewedAt
    case id
    case userAgent
    case agentClass

    @inline(__always)
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      switch bytes.count {
      case 8:
        // Compared as one number: this is asked for every field of every line.
        switch UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self) {
        case Name.word("recipeId"): self = .recipeID
        case Name.word("viewedAt"): self = .viewedAt
        case Name.word("username"): self = .username
        default: return nil
        }
      case 9 where bytes.isEqual(to: "userAgent"): self = .userAgent
      case 10 where bytes.isEqual(to: "agentClass"): self = .agentClass
      case 6 where bytes.isEqual(to: "userId"): self = .userID
      case 2 where bytes.isEqual(to: "id"): self = .id
      default: return nil
      }
    }

    /// Eight bytes in memory order as a number.
    @inline(__always)
    private static func word(_ name: StaticString) -> UInt64 {
      UnsafeRawPointer(name.utf8Start).loadUnaligned(as: UInt64.self)
    }
  }

  subscript(name: Name) -> UnsafeBufferPointer<UInt8>? {
    get {
      switch name {
      case .recipeID: recipeID
      case .userID: userID
      case .viewedAt: viewedAt
      case .id: id
      case .username: username
      case .userAgent: userAgent
      case .agentClass: agentClass
      }
    }
    set {
      switch name {
      case .recipeID: recipeID = newValue
      case .userID: userID = newValue
      case .viewedAt: viewedAt = newValue
      case .id: id = newValue
      case .username: username = newValue
      case .userAgent: userAgent = newValue
      case .agentClass: agentClass = newValue
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  @inline(__always)
  func isEqual(to literal: StaticString) -> Bool {
    guard count == literal.utf8CodeUnitCount else { return false }
    for index in indices where self[index] != literal.utf8Start[index] { return false }
    return true
  }

  var isUTF8: Bool {
    allSatisfy { $0 < 0x80 } || String(validating: self, as: UTF8.self) != nil
  }
}
