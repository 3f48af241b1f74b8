import RecipeModel

/// Tag names as stated, in order, without repeats (R10 says which names are one).
public struct TagNames: Sendable {
  public private(set) var names: [String] = []
  private var folded: Set<FoldedName> = []

  public init() {}

  /// Adds one name; nothing happens when it is empty or there already.
  public mutating func add(_ name: String) {
    let shown = FoldedName.tidy(name)
    guard !shown.isEmpty, folded.insert(FoldedName(shown)).inserted else { return }
    names.append(shown)
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
