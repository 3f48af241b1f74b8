import RecipeText

/// The names in the first object of a JSON text, found without parsing it.
///
/// A sample is cut anywhere, so this reads quotes and brackets and nothing else.
struct JSONOutline {
  /// The member names of the first object, in order, up to a limit.
  var names: [String] = []
  /// Whether a `@type` anywhere is or holds `Recipe`.
  var hasRecipeType = false
  /// Whether an `@context` anywhere names schema.org.
  var hasSchemaContext = false
  /// Whether the first object has a `@type`, `@graph` or `@context`.
  var isLinkedData: Bool { names.contains { $0.hasPrefix("@") } }
  /// Whether an object below the first one has the names of a plain recipe.
  var innerNames: Set<String> = []
  /// Whether the text ends inside of quotes, in a value as long as only a picture's is.
  var endsInsideLongText = false
  /// The value of the first object's `type`, when that is a string.
  var typeText: String?

  init(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { bytes in
      var scan = Scan(bytes: bytes)
      scan.run(into: &self)
    }
  }

  /// Whether the first object is a typed line of a community archive.
  var saysCommunityType: Bool { typeText != nil && !names.contains("@type") }

  func contains(_ name: String) -> Bool { names.contains(name) }

  private struct Scan {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// Open brackets; `{` and `[`.
    var open: [UInt8] = []
    /// The member name that the next value belongs to, per depth.
    var keys: [String] = []
    /// How deep the first object lies.
    var firstDepth: Int?
    var isFirstDone = false

    static let depthLimit = 64
    static let nameLimit = 200
    static let longText = 8 * 1024

    mutating func run(into outline: inout JSONOutline) {
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          open.append(byte)
          keys.append("")
          if byte == UInt8(ascii: "{"), firstDepth == nil { firstDepth = open.count }
          if open.count > Scan.depthLimit { return }
          position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if open.count == firstDepth { isFirstDone = true }
          if !open.isEmpty {
            open.removeLast()
            keys.removeLast()
          }
          position += 1
        case UInt8(ascii: "\""):
          takeString(into: &outline)
        default: position += 1
        }
      }
    }

    private mutating func takeString(into outline: inout JSONOutline) {
      let start = position + 1
      position = start
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      let end = min(position, bytes.count)
      position = end + 1
      if end == bytes.count, end - start > Scan.longText { outline.endsInsideLongText = true }
      guard end - start <= 300, end < bytes.count, !open.isEmpty else { return }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      var next = position
      while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
      if open.last == UInt8(ascii: "{"), next < bytes.count, bytes[next] == UInt8(ascii: ":") {
        keys[keys.count - 1] = text
        position = next + 1
        takeName(text, into: &outline)
      } else {
        takeValue(text, into: &outline)
      }
    }

    private func takeName(_ name: String, into outline: inout JSONOutline) {
      if open.count == firstDepth, !isFirstDone {
        if outline.names.count < Scan.nameLimit { outline.names.append(name) }
      } else if outline.innerNames.count < Scan.nameLimit {
        outline.innerNames.insert(name)
      }
    }

    private func takeValue(_ text: String, into outline: inout JSONOutline) {
      // An element of an array belongs to the member that the array is the value of.
      let key = keys.last { !$0.isEmpty } ?? ""
      switch key {
      case "@type":
        if text == "Recipe" || text.hasSuffix("/Recipe") || text.hasSuffix(":Recipe") {
          outline.hasRecipeType = true
        }
      case "@context", "@vocab":
        if text.contains("schema.org") { outline.hasSchemaContext = true }
      case "type":
        if open.count == firstDepth, !isFirstDone, open.last == UInt8(ascii: "{") {
          outline.typeText = outline.typeText ?? text
        }
      default: break
      }
    }
  }
}
