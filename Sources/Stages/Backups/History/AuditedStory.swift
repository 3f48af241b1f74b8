import JSONText
import RecipeModel
import Store

/// One thing that was done, as the audit log tells it, with what followed from it.
struct AuditedStory {
  var deed: AuditedDeed
  var effects: [AuditedDeed] = []
}

/// An entry of the audit log with what its metadata says.
struct AuditedDeed {
  let entry: HistoryEntry
  private let metadata: [String: JSONValue]

  /// Metadata that is no object says nothing.
  init(_ entry: HistoryEntry, _ parser: JSONParser) {
    self.entry = entry
    let members = Array(entry.metadata.utf8).withUnsafeBufferPointer { bytes in
      parser.parse(bytes) { element -> [JSONMember] in
        guard case .object(let members) = element.value else { return [] }
        return members
      }
    }
    metadata = Dictionary(
      ((try? members.get()) ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  func text(_ name: String) -> String? {
    guard case .string(let text) = metadata[name] else { return nil }
    return text
  }

  func texts(_ name: String) -> [String] {
    guard case .array(let values) = metadata[name] else { return [] }
    return values.compactMap { value in
      guard case .string(let text) = value else { return nil }
      return text
    }
  }

  func flag(_ name: String) -> Bool? {
    guard case .bool(let flag) = metadata[name] else { return nil }
    return flag
  }

  func count(_ name: String) -> Int? {
    guard case .integer(let count) = metadata[name] else { return nil }
    return Int(count)
  }

  func id<Entity>(_ name: String) -> EntityID<Entity>? { text(name).map { EntityID($0) } }

  /// The entry that this one followed from; nil for what somebody did.
  var cause: AuditID? { id("causedBy") }
}
