import RecipeModel

/// The members of a JSON object of a saved plan, each of which must be what it is read as.
struct PlanFields {
  private let members: [JSONMember]
  /// What the object is, for what is said of damage.
  private let name: String

  init(_ value: JSONValue, _ name: String) throws(PlanDamage) {
    guard case .object(let members) = value else {
      throw PlanDamage(reason: "\(name) is no JSON object")
    }
    self.members = members
    self.name = name
  }

  func text(_ name: String) throws(PlanDamage) -> String {
    guard let text = try optionalText(name) else { throw missing(name) }
    return text
  }

  func optionalText(_ name: String) throws(PlanDamage) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw missing(name) }
    return text
  }

  func integer(_ name: String) throws(PlanDamage) -> Int64 {
    guard case .integer(let number) = value(name) else { throw missing(name) }
    return number
  }

  func flag(_ name: String) throws(PlanDamage) -> Bool {
    guard case .bool(let flag) = value(name) else { throw missing(name) }
    return flag
  }

  func choice<Choice: RawRepresentable<String>>(_ name: String) throws(PlanDamage) -> Choice {
    guard let choice = Choice(rawValue: try text(name)) else { throw missing(name) }
    return choice
  }

  func texts(_ name: String) throws(PlanDamage) -> [String] {
    try array(name).map { (value) throws(PlanDamage) in
      guard case .string(let text) = value else { throw missing(name) }
      return text
    }
  }

  func list(_ name: String) throws(PlanDamage) -> [PlanFields] {
    try array(name).map { (value) throws(PlanDamage) in try PlanFields(value, name) }
  }

  func object(_ name: String) throws(PlanDamage) -> PlanFields {
    guard let object = try optional(name) else { throw missing(name) }
    return object
  }

  func optional(_ name: String) throws(PlanDamage) -> PlanFields? {
    try value(name).map { (value) throws(PlanDamage) in try PlanFields(value, name) }
  }

  private func array(_ name: String) throws(PlanDamage) -> [JSONValue] {
    guard case .array(let values) = value(name) else { throw missing(name) }
    return values
  }

  private func value(_ name: String) -> JSONValue? { members.first { $0.name == name }?.value }

  private func missing(_ member: String) -> PlanDamage {
    PlanDamage(reason: "\(name) has no usable `\(member)`")
  }
}

/// Why a file is no plan that can be carried out.
struct PlanDamage: Error {
  var reason: String
}
