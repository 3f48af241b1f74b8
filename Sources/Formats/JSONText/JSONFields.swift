import RecipeModel

/// The members of a JSON object that this program wrote itself, each of which must be what it is read
/// as: what is damaged is refused and never passed over.
public struct JSONFields: Sendable {
  private let members: [JSONMember]
  /// What the object is, for what is said of damage.
  private let name: String

  /// Reads a document that must be an object.
  public init(document bytes: [UInt8]) throws(JSONDamage) {
    let parsed = bytes.withUnsafeBufferPointer { JSONParser().parse($0) { $0.value } }
    guard case .success(let value) = parsed else {
      throw JSONDamage(reason: "it is no JSON document")
    }
    try self.init(value, "the document")
  }

  private init(_ value: JSONValue, _ name: String) throws(JSONDamage) {
    guard case .object(let members) = value else {
      throw JSONDamage(reason: "\(name) is no JSON object")
    }
    self.members = members
    self.name = name
  }

  /// A string.
  public func text(_ name: String) throws(JSONDamage) -> String {
    guard let text = try optionalText(name) else { throw missing(name) }
    return text
  }

  /// A string; nil when there is no such member.
  public func optionalText(_ name: String) throws(JSONDamage) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw missing(name) }
    return text
  }

  /// A number without fraction that fits 64 bits.
  public func integer(_ name: String) throws(JSONDamage) -> Int64 {
    guard case .integer(let number) = value(name) else { throw missing(name) }
    return number
  }

  /// `true` or `false`.
  public func flag(_ name: String) throws(JSONDamage) -> Bool {
    guard case .bool(let flag) = value(name) else { throw missing(name) }
    return flag
  }

  /// A string that is one of the raw values.
  public func choice<Choice: RawRepresentable<String>>(_ name: String) throws(JSONDamage) -> Choice
  {
    guard let choice = Choice(rawValue: try text(name)) else { throw missing(name) }
    return choice
  }

  /// An array of strings.
  public func texts(_ name: String) throws(JSONDamage) -> [String] {
    try array(name).map { (value) throws(JSONDamage) in
      guard case .string(let text) = value else { throw missing(name) }
      return text
    }
  }

  /// An array of objects.
  public func list(_ name: String) throws(JSONDamage) -> [JSONFields] {
    try array(name).map { (value) throws(JSONDamage) in try JSONFields(value, name) }
  }

  /// An array of objects; nil when there is no such member.
  public func optionalList(_ name: String) throws(JSONDamage) -> [JSONFields]? {
    value(name) == nil ? nil : try list(name)
  }

  /// An object.
  public func object(_ name: String) throws(JSONDamage) -> JSONFields {
    guard let object = try optional(name) else { throw missing(name) }
    return object
  }

  /// An object; nil when there is no such member.
  public func optional(_ name: String) throws(JSONDamage) -> JSONFields? {
    try value(name).map { (value) throws(JSONDamage) in try JSONFields(value, name) }
  }

  private func array(_ name: String) throws(JSONDamage) -> [JSONValue] {
    guard case .array(let values) = value(name) else { throw missing(name) }
    return values
  }

  private func value(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }

  private func missing(_ member: String) -> JSONDamage {
    JSONDamage(reason: "\(name) has no usable `\(member)`")
  }
}

/// Why a document is not what this program wrote.
public struct JSONDamage: Error, Equatable {
  public var reason: String

  public init(reason: String) {
    self.reason = reason
  }
}
