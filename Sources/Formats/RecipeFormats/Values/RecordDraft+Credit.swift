import JSONText
import RecipeModel

extension RecordDraft {
  /// Reads who or what is credited: texts, persons, organizations, references, or a list of them.
  mutating func readCredit(_ field: RecipeField, _ value: JSONElement) -> Bool {
    guard let names = credited(value) else { return false }
    switch field {
    case .author:
      guard body.credit.author == nil else { return false }
      body.credit.author = names
    case .source:
      guard body.credit.source == nil else { return false }
      body.credit.source = names
    default: publisher = publisher ?? names
    }
    return true
  }

  private mutating func credited(_ value: JSONElement) -> String? {
    guard value.kind == .array else { return name(value) }
    var names: [String] = []
    for element in value.elements {
      if let name = credited(element), !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// Reads an address: a text, or an object with `@id` or `url`.
  mutating func readAddress(
    _ field: RecipeField, _ value: JSONElement, _ name: JSONString
  ) -> Bool {
    guard let address = address(value) else { return value.kind == .bool }
    if field == .page {
      if page == nil { page = JSONMember(name.text, .string(address)) }
      return true
    }
    if field == .basedOn {
      guard basedOn == nil else { return basedOn?.address == address }
      basedOn = (address, JSONMember(name.text, value.value))
      return true
    }
    if body.credit.url == nil { body.credit.url = address }
    return body.credit.url == address
  }

  mutating func address(_ value: JSONElement) -> String? {
    switch value.kind {
    case .string: return line(value)
    case .array:
      for element in value.elements {
        if let address = address(element) { return address }
      }
      return nil
    case .object:
      let stated = value.member("url") ?? value.member("@id") ?? value.member("contentUrl")
      return stated.flatMap { line($0) }
    default: return nil
    }
  }

  /// Reads the id that the source program gave: a text, a number, or a PropertyValue.
  mutating func readIdentifier(_ value: JSONElement) -> Bool {
    guard externalID == nil else { return false }
    if value.kind == .object {
      externalID = value.member("value").flatMap { line($0) }
    } else {
      externalID = line(value)
    }
    return externalID != nil
  }

  /// The moment so many seconds after 1970; nil beyond the year 9999.
  func moment(secondsSince1970 seconds: Double) -> Instant? {
    guard abs(seconds) < 253_402_300_800 else { return nil }
    return Instant(milliseconds: Int64((seconds * 1000).rounded()))
  }

  /// Reads a date or a moment; one without a zone is taken as UTC.
  mutating func readMoment(
    _ field: RecipeField, _ value: JSONElement, _ name: JSONString
  ) -> Bool {
    guard let text = line(value) else { return false }
    guard let moment = Instant(text, zonelessIsUTC: true) else {
      warn(.unreadableValue, name.text)
      return false
    }
    switch field {
    case .createdAt: createdAt = createdAt ?? moment
    case .publishedAt: publishedAt = publishedAt ?? moment
    default: updatedAt = updatedAt ?? moment
    }
    return true
  }
}
