import RecipeModel

/// Tag names as stated, in order, without repeats (R10 says which names are one).
public struct TagNames: Sendable {
  public private(set) var names: [String] = []
  private var folded: [FoldedName] = []
  /// The same once there are many; of a few, looking at each is faster.
  private var many: Set<FoldedName> = []
  private static let few = 16

  public init() {}

  /// Adds one name; nothing happens when it is empty or there already.
  public mutating func add(_ name: String) {
    let shown = FoldedName.tidy(name)
    guard !shown.isEmpty, insert(FoldedName(tidied: shown)) else { return }
    names.append(shown)
  }

  /// Says whether the name was not there yet.
  private mutating func insert(_ name: FoldedName) -> Bool {
    if folded.count > TagNames.few { return many.insert(name).inserted }
    guard !folded.contains(name) else { return false }
    folded.append(name)
    if folded.count > TagNames.few { many = Set(folded) }
    return true
  }

  /// Adds the names of a text that lists them with commas, semicolons or line feeds.
  public mutating func add(list: String) {
    var copy = list
    let parts = copy.withUTF8 { bytes in
      bytes.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == Byte.lineFeed }
        .map { TextBytes(rebasing: $0).string }
    }
    for part in parts { add(part) }
  }
}
