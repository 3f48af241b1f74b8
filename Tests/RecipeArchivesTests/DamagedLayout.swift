import Foundation

/// How the layout of a file shows that a part of it is lost.
///
/// What a reader cannot know it need not tell; what it can know it has to.
enum DamagedLayout {
  /// Zip and gzip: lengths and checksums show any cut, and any change of what is read.
  case container
  /// One XML or JSON document: it is whole only with its last bracket or tag.
  case document
  /// JSON lines: a line is a document; a file that ends between two lines is a whole file.
  case lines
  /// A table: a cut in a quoted cell shows; one between rows or in a bare last cell does not.
  case table
  /// A text whose recipes end with a mark: a recipe that is not whole shows.
  case markedText
  /// A page: HTML needs no end tags, and browsers show what there is. Recipes may be shorter
  /// and fewer without a word, but never gone without one.
  case page
  /// Plain text: likewise, because it may end anywhere.
  case text

  private static let tables: Set = [
    "cookmate-csv", "csv", "foodcom", "my-recipe-box", "plan-to-eat-csv", "recipenlg",
  ]
  private static let markedTexts: Set = ["accuchef", "mealmaster", "rezkonv"]

  init(of bytes: [UInt8], formats: [String]) {
    let front = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    let first = front.unicodeScalars.first { $0.value > 0x20 && $0.value != 0xFEFF }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: Array("PK".utf8)) {
      self = .container
    } else if formats.contains(where: DamagedLayout.tables.contains) {
      self = .table
    } else if formats.contains(where: DamagedLayout.markedTexts.contains) {
      self = .markedText
    } else if formats == ["html"] || front.contains("<html") || front.contains("<!doctype html") {
      self = .page
    } else if first == "<" {
      self = .document
    } else if first == "{" || first == "[" {
      self = DamagedLayout.isLines(bytes) ? .lines : .document
    } else {
      self = .text
    }
  }

  private static func isLines(_ bytes: [UInt8]) -> Bool {
    guard let line = bytes.split(separator: 0x0A).first, line.count < bytes.count else {
      return false
    }
    return (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
  }

  /// Says what is wrong with the account of a damaged copy; nil when it is honest.
  func objection(
    to copy: Account, of bytes: [UInt8], after damage: Damage, whole: Account, original: [UInt8]
  ) -> String? {
    guard whole.recipes > 0, !copy.tellsMore(than: whole) else { return nil }
    if copy.recipes == 0, copy.rejected == 0 { return "nothing is read and nothing told" }
    switch damage {
    case .cut(let count):
      let lost = original[count...]
      if lost.allSatisfy({ $0 <= 0x20 }) || isWhole(bytes, before: lost, copy, whole) { return nil }
      return "a part is lost and nothing told: \(copy.recipes) of \(whole.recipes) recipes"
    case .flip:
      return isSound(copy, whole)
        ? nil : "recipes are changed or lost and nothing told: \(copy.recipes) of \(whole.recipes)"
    }
  }

  /// Whether a front of a file may be all there is of it.
  private func isWhole(
    _ bytes: [UInt8], before lost: ArraySlice<UInt8>, _ copy: Account, _ whole: Account
  ) -> Bool {
    switch self {
    case .container, .document: false
    case .lines: bytes.last == 0x0A || lost.first == 0x0A || lost.first == 0x0D
    case .table: bytes.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2)
    case .markedText: whole.digests.starts(with: copy.digests) || DamagedLayout.endsWithMark(bytes)
    case .page, .text: true
    }
  }

  /// Whether the last line is a mark, or the front of a rule that looks like one.
  private static func endsWithMark(_ bytes: [UInt8]) -> Bool {
    let line = bytes.split { $0 == 0x0A || $0 == 0x0D }.last ?? []
    return line.count >= 5 && (Set(line) == Set("M".utf8) || Set(line) == Set("-".utf8))
  }

  /// Whether the account of a copy with another byte adds up.
  private func isSound(_ copy: Account, _ whole: Account) -> Bool {
    switch self {
    case .container: copy.digests.sorted() == whole.digests.sorted()
    case .document, .lines: copy.recipes >= whole.recipes
    // Another byte may be a line, a separator or a quote that never was one.
    case .table, .markedText, .page, .text: true
    }
  }
}
