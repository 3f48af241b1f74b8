/// An input that cannot be read, or not any further.
public struct ReadFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    /// The file is not there or may not be read; the system's own words.
    case cannotOpen(reason: String)
    /// The input ends before its format says it may.
    case truncated
    /// The content contradicts its format; what was found.
    case corrupt(detail: String)
    /// A limit on size, count, depth or ratio was passed; which one and its value.
    case limitExceeded(limit: String)
    /// The content is nothing that is read here; what it looks like.
    case notRecognized(detail: String)
    /// The kind is read here, and there is no recipe in it.
    case holdsNoRecipe(kind: String)
    /// A table lacks columns that it was said to have; the names of those that it has.
    case missingColumns([String], found: [String])
    /// The kind is known and cannot be read; what to do instead.
    case unsupported(kind: String, instead: String)
  }

  public var cause: Cause
  public var location: SourceLocation?

  public init(_ cause: Cause, at location: SourceLocation?) {
    self.cause = cause
    self.location = location
  }

  public var what: String {
    switch cause {
    case .cannotOpen(let reason): "cannot be opened: \(reason)"
    case .truncated: "ends too early: the file is cut off"
    case .corrupt(let detail): "is damaged: \(detail)"
    case .limitExceeded(let limit): "passes the limit on \(limit)"
    case .notRecognized(let detail): "is nothing that can be read here: \(detail)"
    case .holdsNoRecipe(let kind): "is \(kind) without a recipe"
    case .missingColumns(let missing, let found):
      "has no column \(ReadFault.list(missing)); its columns are \(ReadFault.list(found))"
    case .unsupported(let kind, _): "is \(kind), which is not read here"
    }
  }

  /// Names of columns as they are told: the first of them, and the beginning of long ones.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { name in
      name.unicodeScalars.count > 40
        ? "`\(String(String.UnicodeScalarView(name.unicodeScalars.prefix(40))).escapedForTerminal)…`"
        : "`\(name.escapedForTerminal)`"
    }
    return shown.joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }

  public var hint: String? {
    switch cause {
    case .cannotOpen: "check the path and its permissions"
    case .truncated, .corrupt: "fetch or export the archive again"
    case .limitExceeded: "if the archive is meant to be this large, raise the limit"
    case .notRecognized: "`levain formats` lists what can be read"
    case .holdsNoRecipe: "what it holds is not written as a recipe that a program can read"
    case .missingColumns: "name the columns as the header of the file does"
    case .unsupported(_, let instead): instead
    }
  }

  /// The code under which a record or member that ran into this fault is quarantined.
  public var rejectionCode: Rejection.Code {
    switch cause {
    case .truncated: .truncated
    case .limitExceeded: .limitExceeded
    case .notRecognized, .holdsNoRecipe: .notARecipe
    case .cannotOpen, .corrupt, .missingColumns, .unsupported: .unreadableMember
    }
  }
}
