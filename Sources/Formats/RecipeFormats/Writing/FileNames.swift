import RecipeModel

/// Names for files out of titles: safe on every file system, and no two alike.
struct FileNames: Sendable {
  /// By hashes, so that a million names stay small; two that collide get numbers, no more.
  private var taken: Set<UInt64> = []
  /// The last number that each title needed.
  private var numbers: [UInt64: Int] = [:]

  /// A name without an extension; equal titles are told apart by numbers.
  mutating func next(for title: String) -> String {
    let stem = FileNames.safe(title)
    var number = numbers[FileNames.key(stem), default: 0]
    while true {
      number += 1
      let name = number == 1 ? stem : "\(stem) \(number)"
      guard taken.insert(FileNames.key(name)).inserted else { continue }
      numbers[FileNames.key(stem)] = number
      return name
    }
  }

  /// FNV-1a of the folded name: file systems may not tell letters of two cases apart.
  private static func key(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in FoldedName(name).text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// How long a name may be, in bytes; numbers and extensions come on top.
  private static let longest = 120

  private static func safe(_ title: String) -> String {
    var name = ""
    for scalar in FoldedName.tidy(title).unicodeScalars {
      let isUnsafe =
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        || "/\\:*?\"<>|".unicodeScalars.contains(scalar) || scalar.properties.isBidiControl
      name.unicodeScalars.append(isUnsafe ? "-" : scalar)
      if name.utf8.count > longest { break }
    }
    while name.utf8.count > longest { name.removeLast() }
    while let last = name.last, last == "." || last == " " { name.removeLast() }
    while name.first == "." || name.first == " " { name.removeFirst() }
    if name.isEmpty { return "recipe" }
    return reserved.contains(name.lowercased()) ? "\(name)-" : name
  }

  /// The names of devices on Windows.
  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })
}
