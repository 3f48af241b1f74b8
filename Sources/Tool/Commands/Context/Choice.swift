import ArgumentParser

/// Reads one of a closed set from the command line; what it cannot be is answered with what it can.
func choice<Value: CaseIterable & RawRepresentable<String>>(_ text: String) throws -> Value {
  guard let value = Value(rawValue: text) else {
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(text) is none of: \(known).")
  }
  return value
}
