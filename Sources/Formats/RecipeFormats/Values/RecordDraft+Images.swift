import JSONText
import RecipeModel

extension RecordDraft {
  /// Reads pictures: addresses, ImageObjects, references, `data:` URIs, or lists of them.
  mutating func readImages(
    _ field: RecipeField, _ value: JSONElement, _ name: JSONString
  ) -> Bool {
    var found: [RecordImage] = []
    collectImages(value, into: &found, named: name.text)
    if field == .thumbnail {
      thumbnail = thumbnail ?? found.first
    } else {
      for image in found where !images.contains(image) { images.append(image) }
    }
    return !found.isEmpty || isEmpty(value)
  }

  mutating func addStepImages(_ value: JSONElement) {
    var found: [RecordImage] = []
    collectImages(value, into: &found, named: "image")
    stepImages += found
  }

  private mutating func collectImages(
    _ value: JSONElement, into found: inout [RecordImage], named name: String
  ) {
    switch value.kind {
    case .string:
      guard let string = value.string else { return }
      if string.bytes.starts(with: "data:".utf8) {
        if let bytes = RecordDraft.embedded(string.bytes) {
          found.append(.embedded(bytes))
        } else {
          warn(.unreadableImage, name)
        }
      } else if let address = line(value) {
        found.append(RecordDraft.image(at: address))
      }
    case .array:
      for element in value.elements { collectImages(element, into: &found, named: name) }
    case .object:
      let node = nodes.resolve(value)
      let stated = node.member("url") ?? node.member("contentUrl") ?? node.member("@id")
      if let stated, stated.kind != .object { collectImages(stated, into: &found, named: name) }
    case .integer, .double, .bool, .null: break
    }
  }

  /// The bytes of a picture in Base64, with or without `data:` before it; nil when there is none.
  mutating func picture(base64 value: JSONElement, named name: String) -> [UInt8]? {
    guard let string = value.string, !string.bytes.isEmpty else { return nil }
    let bytes =
      string.bytes.starts(with: "data:".utf8)
      ? RecordDraft.embedded(string.bytes) : Base64.decode(string.bytes)
    if let bytes, !bytes.isEmpty { return bytes }
    warn(.unreadableImage, name)
    return nil
  }

  /// An address on the web, or a file beside the record.
  static func image(at address: String) -> RecordImage {
    if address.hasPrefix("//") { return .remote(url: "https:" + address) }
    if address.contains("://") || address.hasPrefix("/") { return .remote(url: address) }
    return .member(name: address)
  }

  /// The bytes of a `data:` URI (RFC 2397) in Base64.
  private static func embedded(_ uri: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let comma = uri.prefix(200).firstIndex(of: UInt8(ascii: ",")),
      String(decoding: uri[..<comma], as: UTF8.self).hasSuffix(";base64")
    else { return nil }
    let bytes = Base64.decode(UnsafeBufferPointer(rebasing: uri[(comma + 1)...]))
    return bytes.flatMap { $0.isEmpty ? nil : $0 }
  }
}
