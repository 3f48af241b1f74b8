import JSONText
import RecipeCoding
import RecipeModel

extension JSONFieldReader {
  /// An id: 1 to 255 bytes, nothing that a terminal would act on.
  mutating func id<Entity>(_ name: StaticString) throws(FieldFault) -> EntityID<Entity> {
    guard let id: EntityID<Entity> = try optionalID(name) else { throw fault(.missing, name) }
    return id
  }

  mutating func optionalID<Entity>(
    _ name: StaticString
  ) throws(FieldFault) -> EntityID<Entity>? {
    guard let text = try string(name) else { return nil }
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    guard isPlain, (1...255).contains(text.utf8.count) else { throw fault(.invalid, name) }
    return EntityID(text)
  }

  mutating func instant(_ name: StaticString) throws(FieldFault) -> Instant {
    guard let instant = try optionalInstant(name) else { throw fault(.missing, name) }
    return instant
  }

  mutating func optionalInstant(_ name: StaticString) throws(FieldFault) -> Instant? {
    guard let member = optional(name) else { return nil }
    guard let text = member.string else { throw fault(.wrongType, name) }
    guard let instant = Instant.parse(text.bytes) else { throw fault(.invalid, name) }
    return instant
  }

  /// A calendar day, such as `2026-11-23`.
  mutating func day(_ name: StaticString) throws(FieldFault) -> Day {
    guard let day = try optionalDay(name) else { throw fault(.missing, name) }
    return day
  }

  mutating func optionalDay(_ name: StaticString) throws(FieldFault) -> Day? {
    guard let text = try string(name) else { return nil }
    guard let day = Day(text) else { throw fault(.invalid, name) }
    return day
  }

  mutating func number(_ name: StaticString) throws(FieldFault) -> Int {
    guard let number = try integer(name) else { throw fault(.missing, name) }
    return number
  }

  /// One of a closed set, by its raw value.
  mutating func choice<Value: RawRepresentable<String>>(
    _ name: StaticString
  ) throws(FieldFault) -> Value {
    guard let value = Value(rawValue: try requiredString(name)) else {
      throw fault(.invalid, name)
    }
    return value
  }

  /// One of a closed set, by its raw value; nil where the member is missing.
  mutating func optionalChoice<Value: RawRepresentable<String>>(
    _ name: StaticString
  ) throws(FieldFault) -> Value? {
    guard let text = try string(name) else { return nil }
    guard let value = Value(rawValue: text) else { throw fault(.invalid, name) }
    return value
  }

  mutating func digest(_ name: StaticString) throws(FieldFault) -> Digest {
    guard let digest = try optionalDigest(name) else { throw fault(.missing, name) }
    return digest
  }

  mutating func optionalDigest(_ name: StaticString) throws(FieldFault) -> Digest? {
    guard let text = try string(name) else { return nil }
    guard let digest = Digest(hex: text) else { throw fault(.invalid, name) }
    return digest
  }

  /// Bytes as pairs of hexadecimal digits.
  mutating func hex(_ name: StaticString) throws(FieldFault) -> [UInt8] {
    let text = Array(try requiredString(name).utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    for start in stride(from: 0, to: text.count, by: 2) {
      guard start + 1 < text.count, let high = hexValue(text[start]),
        let low = hexValue(text[start + 1])
      else { throw fault(.invalid, name) }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Any value, in the one written form.
  mutating func json(_ name: StaticString) -> [UInt8]? {
    guard let member = optional(name) else { return nil }
    var writer = JSONWriter()
    writer.value(member.value)
    return writer.bytes
  }
}

private func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 0x30...0x39: digit - 0x30
  case 0x61...0x66: digit - 0x61 + 10
  case 0x41...0x46: digit - 0x41 + 10
  default: nil
  }
}
