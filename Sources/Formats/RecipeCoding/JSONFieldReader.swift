public import JSONText

/// A field of a JSON record that is not what it must be.
public struct FieldFault: Error, Sendable, Equatable {
  public enum Cause: String, Sendable {
    case missing = "is missing"
    case wrongType = "has the wrong type"
    case invalid = "has a value that is not allowed"
    case unknown = "is not known"
  }

  public var cause: Cause
  /// Where it is (RFC 6901), relative to the record.
  public var pointer: String

  public init(_ cause: Cause, pointer: String) {
    self.cause = cause
    self.pointer = pointer
  }

  /// The message without the field's content.
  public var what: String { "\(pointer) \(cause.rawValue)" }
}

/// Reads the members of one JSON object strictly: types must fit, unknown members are faults.
///
/// Each asked-for member is remembered, so that `finish()` can name one that nobody asked for.
public struct JSONFieldReader {
  private let element: JSONElement
  /// Where the object stands (RFC 6901).
  public let pointer: String
  private var known: [StaticString] = []

  /// Wraps an element; it must be an object.
  public init(_ element: JSONElement, pointer: String) throws(FieldFault) {
    guard element.kind == .object else { throw FieldFault(.wrongType, pointer: pointer) }
    self.element = element
    self.pointer = pointer
  }

  /// The member, unless it is missing or null.
  public mutating func optional(_ name: StaticString) -> JSONElement? {
    known.append(name)
    guard let member = element.member(name), !member.isNull else { return nil }
    return member
  }

  public mutating func string(_ name: StaticString) throws(FieldFault) -> String? {
    try typed(name) { $0.text }
  }

  public mutating func requiredString(_ name: StaticString) throws(FieldFault) -> String {
    guard let text = try string(name) else { throw fault(.missing, name) }
    return text
  }

  public mutating func integer(_ name: StaticString) throws(FieldFault) -> Int? {
    try typed(name) { $0.integer.flatMap { Int(exactly: $0) } }
  }

  public mutating func double(_ name: StaticString) throws(FieldFault) -> Double? {
    try typed(name) { $0.double }
  }

  public mutating func bool(_ name: StaticString) throws(FieldFault) -> Bool? {
    try typed(name) { $0.bool }
  }

  /// An object, read by the closure.
  public mutating func object<Value>(
    _ name: StaticString, _ read: (inout JSONFieldReader) throws(FieldFault) -> Value
  ) throws(FieldFault) -> Value? {
    guard let member = optional(name) else { return nil }
    return try JSONFieldReader.read(member, pointer: "\(pointer)/\(name)", read)
  }

  /// An array of objects, each read by the closure; empty when missing.
  public mutating func objects<Value>(
    _ name: StaticString, _ read: (inout JSONFieldReader) throws(FieldFault) -> Value
  ) throws(FieldFault) -> [Value] {
    guard let member = optional(name) else { return [] }
    guard member.kind == .array else { throw fault(.wrongType, name) }
    var values: [Value] = []
    for (index, element) in member.elements.enumerated() {
      values.append(
        try JSONFieldReader.read(element, pointer: "\(pointer)/\(name)/\(index)", read))
    }
    return values
  }

  /// An array of strings; empty when missing.
  public mutating func strings(_ name: StaticString) throws(FieldFault) -> [String] {
    guard let member = optional(name) else { return [] }
    guard member.kind == .array else { throw fault(.wrongType, name) }
    var texts: [String] = []
    for element in member.elements {
      guard let text = element.text else { throw fault(.wrongType, name) }
      texts.append(text)
    }
    return texts
  }

  /// Throws when the object has a member that was not asked for.
  public func finish() throws(FieldFault) {
    for (key, _) in element.members where !known.contains(where: { $0 ~= key }) {
      throw FieldFault(.unknown, pointer: "\(pointer)/\(key.text)")
    }
  }

  public func fault(_ cause: FieldFault.Cause, _ name: StaticString) -> FieldFault {
    FieldFault(cause, pointer: "\(pointer)/\(name)")
  }

  /// Reads one object with the closure and refuses members that it did not ask for.
  public static func read<Value>(
    _ element: JSONElement, pointer: String,
    _ read: (inout JSONFieldReader) throws(FieldFault) -> Value
  ) throws(FieldFault) -> Value {
    var fields = try JSONFieldReader(element, pointer: pointer)
    let value = try read(&fields)
    try fields.finish()
    return value
  }

  private mutating func typed<Value>(
    _ name: StaticString, _ convert: (JSONElement) -> Value?
  ) throws(FieldFault) -> Value? {
    guard let member = optional(name) else { return nil }
    guard let value = convert(member) else { throw fault(.wrongType, name) }
    return value
  }
}
