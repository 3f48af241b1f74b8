public import RecipeModel

/// One value of a parsed document, seen through simdjson's tape.
///
/// A view: it copies nothing and is valid only while its document is (`JSONParser.parse`).
/// The tape's layout is described in simdjson's doc/tape.md.
public struct JSONElement {
  let tape: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let index: Int

  /// The kinds of JSON values.
  public enum Kind: Sendable {
    case object, array, string, integer, double, bool, null
  }

  public var kind: Kind {
    switch tag {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .integer
    case UInt8(ascii: "u"), UInt8(ascii: "d"): .double
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    default: .null
    }
  }

  public var isNull: Bool { tag == UInt8(ascii: "n") }

  /// The string's bytes, valid UTF-8 without escapes; nil for any other kind.
  public var string: JSONString? {
    guard tag == UInt8(ascii: "\"") else { return nil }
    let start = strings + Int(payload)
    let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return JSONString(bytes: UnsafeBufferPointer(start: start + 4, count: Int(length)))
  }

  /// The string as a Swift string; nil for any other kind.
  public var text: String? { string.map { String(decoding: $0.bytes, as: UTF8.self) } }

  /// A number without fraction that fits 64 bits, or a double that equals one; nil otherwise.
  public var integer: Int64? {
    switch tag {
    case UInt8(ascii: "l"): Int64(bitPattern: tape[index + 1])
    case UInt8(ascii: "u"): Int64(exactly: tape[index + 1])
    case UInt8(ascii: "d"): Int64(exactly: Double(bitPattern: tape[index + 1]))
    default: nil
    }
  }

  /// Any number; nil for any other kind.
  public var double: Double? {
    switch tag {
    case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[index + 1]))
    case UInt8(ascii: "u"): Double(tape[index + 1])
    case UInt8(ascii: "d"): Double(bitPattern: tape[index + 1])
    default: nil
    }
  }

  public var bool: Bool? {
    switch tag {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The elements of an array in order; empty for any other kind.
  public var elements: JSONElements {
    JSONElements(parent: self, isArray: tag == UInt8(ascii: "["))
  }

  /// The members of an object in order, repeats included; empty for any other kind.
  public var members: JSONMembers {
    JSONMembers(parent: self, isObject: tag == UInt8(ascii: "{"))
  }

  /// The first member with the name; nil when there is none or this is no object.
  public func member(_ name: StaticString) -> JSONElement? {
    for (key, value) in members where name ~= key { return value }
    return nil
  }

  /// The value with everything below it, copied out of the document.
  public var value: JSONValue {
    switch kind {
    case .object: .object(members.map { JSONMember($0.text, $1.value) })
    case .array: .array(elements.map(\.value))
    case .string: .string(text ?? "")
    case .integer: .integer(integer ?? 0)
    case .double: .double(double ?? 0)
    case .bool: .bool(bool ?? false)
    case .null: .null
    }
  }

  var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }
  var payload: UInt64 { tape[index] & 0x00FF_FFFF_FFFF_FFFF }

  /// The tape index after this value and everything below it.
  var nextIndex: Int {
    switch tag {
    case UInt8(ascii: "{"), UInt8(ascii: "["): Int(payload & 0xFFFF_FFFF)
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
    default: index + 1
    }
  }

  func at(_ index: Int) -> JSONElement {
    JSONElement(tape: tape, strings: strings, index: index)
  }
}

/// A string of a parsed document: a view of its bytes.
public struct JSONString {
  public let bytes: UnsafeBufferPointer<UInt8>

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Compares with a literal by bytes, so that a key can be switched over.
  @inlinable
  public static func ~= (literal: StaticString, string: JSONString) -> Bool {
    guard literal.utf8CodeUnitCount == string.bytes.count else { return false }
    for index in 0..<string.bytes.count where literal.utf8Start[index] != string.bytes[index] {
      return false
    }
    return true
  }
}

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol {
  private let parent: JSONElement
  private var index: Int
  private let end: Int

  init(parent: JSONElement, isArray: Bool) {
    self.parent = parent
    index = parent.index + 1
    end = isArray ? parent.nextIndex - 1 : index
  }

  public mutating func next() -> JSONElement? {
    guard index < end else { return nil }
    let element = parent.at(index)
    index = element.nextIndex
    return element
  }
}

/// The members of an object, in order.
public struct JSONMembers: Sequence, IteratorProtocol {
  private let parent: JSONElement
  private var index: Int
  private let end: Int

  init(parent: JSONElement, isObject: Bool) {
    self.parent = parent
    index = parent.index + 1
    end = isObject ? parent.nextIndex - 1 : index
  }

  public mutating func next() -> (JSONString, JSONElement)? {
    guard index < end, let key = parent.at(index).string else { return nil }
    let value = parent.at(index + 1)
    index = value.nextIndex
    return (key, value)
  }
}
