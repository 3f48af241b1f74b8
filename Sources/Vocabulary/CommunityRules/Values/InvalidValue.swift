public import PipelineCore

/// A text or number that cannot be what it was given as; the value itself is never repeated.
public struct InvalidValue: Fault, Equatable {
  /// What the value was given as.
  public enum Field: String, Sendable, CaseIterable {
    case email = "e-mail address"
    case username
    case slug
    case communityName = "community name"
    case recipeTitle = "recipe title"
    case tagName = "tag name"
    case retentionDays = "retention"
    case viewWindow = "view window"
    case takedownReason = "reason"
    case targetValue = "target"

    /// What a valid one looks like.
    public var form: String {
      switch self {
      case .email: "a part before and a part after one @, no spaces, at most 254 bytes"
      case .username: "1 to 64 characters without control characters"
      case .slug: "1 to 64 of a to z, 0 to 9 and inner hyphens, such as sourdough-circle"
      case .communityName: "1 to 200 characters without control characters"
      case .recipeTitle: "1 to 500 characters"
      case .tagName: "1 to 100 characters"
      case .retentionDays: "0 to 36500 days"
      case .viewWindow: "0 to 1440 minutes"
      case .takedownReason: "1 to 1000 characters"
      case .targetValue: "1 to 1000000000"
      }
    }
  }

  public enum Problem: String, Sendable, CaseIterable {
    case empty = "is empty"
    case tooLong = "is too long"
    case unallowedCharacters = "has characters that are not allowed"
    case malformed = "does not have the form of one"
    case outOfRange = "is out of range"
    /// Another living row holds it; found by whoever asks the store.
    case taken = "is taken"
  }

  public var field: Field
  public var problem: Problem

  public init(_ field: Field, _ problem: Problem) {
    self.field = field
    self.problem = problem
  }

  public var what: String { "the \(field.rawValue) \(problem.rawValue)" }

  public var hint: String? {
    switch problem {
    case .taken: "choose another one"
    case .empty, .tooLong, .unallowedCharacters, .malformed, .outOfRange: field.form
    }
  }
}

extension String {
  /// Checks a shown text: neither empty nor longer than so many Unicode scalars.
  ///
  /// Scalars, since one `Character` can be arbitrarily long.
  func requireLength(atMost limit: Int, of field: InvalidValue.Field) throws(InvalidValue) {
    if unicodeScalars.isEmpty { throw InvalidValue(field, .empty) }
    if unicodeScalars.count > limit { throw InvalidValue(field, .tooLong) }
  }

  /// Refuses what a terminal or a page may act on instead of showing it.
  func requirePlain(as field: InvalidValue.Field) throws(InvalidValue) {
    if escapedForTerminal != self { throw InvalidValue(field, .unallowedCharacters) }
  }
}
