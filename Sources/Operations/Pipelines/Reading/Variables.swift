/// Fills `${NAME}` and `${NAME:-default}` in; `$$` is a dollar sign.
///
/// A variable that is set to nothing counts as not set when there is a default, as in a shell.
/// What a variable holds is text: it is not filled in again and never becomes YAML.
enum Variables {
  static func fill(
    _ text: String, from environment: [String: String]
  ) -> Result<String, VariableFault> {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return .success(text) }
    var filled = ""
    var rest = text.unicodeScalars[...]
    while let dollar = rest.firstIndex(of: "$") {
      filled.unicodeScalars += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      switch rest.first {
      case "$":
        filled += "$"
        rest = rest.dropFirst()
      case "{":
        guard let end = rest.firstIndex(of: "}"),
          let reference = Reference(rest[..<end].dropFirst())
        else { return .failure(VariableFault(problem: .malformed)) }
        guard let value = reference.value(in: environment) else {
          return .failure(VariableFault(problem: .missing(reference.name)))
        }
        filled += value
        rest = rest[rest.index(after: end)...]
      default: return .failure(VariableFault(problem: .lonelyDollar))
      }
    }
    filled.unicodeScalars += rest
    return .success(filled)
  }

  /// What stands between the braces.
  private struct Reference {
    var name: String
    var fallback: String?

    init?(_ inner: Substring.UnicodeScalarView) {
      let isName: (Unicode.Scalar) -> Bool = { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || scalar == "_"
      }
      let nameScalars = inner.prefix(while: isName)
      guard let first = nameScalars.first, first.properties.numericType == nil else { return nil }
      name = String(nameScalars)
      let rest = inner[nameScalars.endIndex...]
      if rest.isEmpty { return }
      let text = String(rest)
      guard text.hasPrefix(":-"), !text.contains("$") else { return nil }
      fallback = String(text.dropFirst(2))
    }

    func value(in environment: [String: String]) -> String? {
      guard let fallback else { return environment[name] }
      let value = environment[name] ?? ""
      return value.isEmpty ? fallback : value
    }
  }
}

/// A variable that cannot be filled in.
struct VariableFault: Error {
  var problem: VariableProblem
}
