/// What can be wrong with a variable inside a value.
public enum VariableProblem: Sendable, Equatable, CustomStringConvertible {
  /// The environment has no variable of this name, and the file no default.
  case missing(String)
  case malformed
  case lonelyDollar

  public var description: String {
    switch self {
    case .missing(let name):
      "the variable \(name.quoted) is not set; set it, or write `${\(name):-default}`"
    case .malformed: "a variable is written `${NAME}` or `${NAME:-default}`"
    case .lonelyDollar: "a dollar sign begins `${NAME}`; write `$$` for the sign itself"
    }
  }
}
