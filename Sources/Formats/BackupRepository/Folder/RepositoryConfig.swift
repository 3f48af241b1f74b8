import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel

/// What a repository says of itself, and the slots that open it.
struct RepositoryConfig: Sendable, Equatable {
  static let format = "levain-repository"
  static let version = 1
  static let largestFile = 256 * 1024
  static let mostSlots = 32

  var id: String
  var createdAt: Instant
  /// None in a repository that is not encrypted.
  var slots: [KeySlot]
  /// The number that the next slot gets.
  var nextSlot: Int

  /// Its first line.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", RepositoryConfig.format)
      writer.member("version", RepositoryConfig.version)
      writer.member("id", id)
      writer.member("createdAt", createdAt)
      guard !slots.isEmpty else { return }
      writer.key("encryption")
      writer.object { writer in
        writer.member("cipher", "AES-256-GCM")
        writer.member("nextSlot", nextSlot)
        writer.key("slots")
        writer.array { writer in
          for slot in slots { slot.write(to: &writer) }
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  /// Reads the first line.
  static func read(_ line: [UInt8], path: String) throws(RepositoryFault) -> RepositoryConfig {
    try RepositoryJSON.read(line, path: path) { (fields) throws(FieldFault) in
      guard try fields.requiredString("format") == format else {
        throw fields.fault(.invalid, "format")
      }
      try fields.version(version)
      let id = try fields.requiredString("id")
      guard !id.isEmpty, id.utf8.count <= 255 else { throw fields.fault(.invalid, "id") }
      let createdAt = try fields.instant("createdAt")
      var nextSlot = 1
      let slots = try fields.object("encryption") { (fields) throws(FieldFault) in
        guard try fields.requiredString("cipher") == "AES-256-GCM" else {
          throw FieldFault(.unknown, pointer: "/encryption/cipher")
        }
        nextSlot = try fields.number("nextSlot", in: 1...1_000_000)
        let slots = try fields.objects("slots") { (fields) throws(FieldFault) in
          try KeySlot.read(&fields)
        }
        guard (1...mostSlots).contains(slots.count),
          Set(slots.map(\.number)).count == slots.count,
          slots.allSatisfy({ $0.number < nextSlot })
        else { throw fields.fault(.invalid, "slots") }
        return slots
      }
      return RepositoryConfig(
        id: id, createdAt: createdAt, slots: slots ?? [], nextSlot: nextSlot)
    }
  }
}

extension KeySlot {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("number", number)
      writer.member("kind", kind.rawValue)
      switch derivation {
      case .scrypt(let cost):
        writer.member("derivation", "scrypt")
        writer.member("n", cost.rounds)
        writer.member("r", cost.blockSize)
        writer.member("p", cost.parallelism)
      case .hkdf: writer.member("derivation", "HKDF-SHA-256")
      }
      writer.member("salt", hex: salt)
      writer.member("wrappedKey", hex: wrappedKey)
    }
  }

  fileprivate static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> KeySlot {
    let number = try fields.number("number", in: 1...1_000_000)
    let kind = try fields.requiredString("kind")
    let name = try fields.requiredString("derivation")
    let derivation: Derivation
    switch (name, kind) {
    case ("scrypt", "passphrase"):
      let cost = ScryptCost(
        rounds: try fields.number("n", in: 1...1 << 30),
        blockSize: try fields.number("r", in: 1...1 << 30),
        parallelism: try fields.number("p", in: 1...1 << 30))
      guard let cost else { throw fields.fault(.invalid, "n") }
      derivation = .scrypt(cost)
    case ("HKDF-SHA-256", "keyFile"): derivation = .hkdf
    // A newer version may know other ways.
    default: throw fields.fault(.unknown, "derivation")
    }
    return KeySlot(
      number: number, derivation: derivation,
      salt: try fields.hex("salt", bytes: saltBytes),
      wrappedKey: try fields.hex("wrappedKey", bytes: wrappedBytes))
  }
}
