/// A kind of file that people keep recipes in and that is not read, with what to do instead.
public struct UnreadableKind: Sendable, Equatable {
  /// What it is, with its article.
  public var name: String
  /// What to do to get the recipes out, as a hint.
  public var instead: String
  /// Whether it is there to hold recipes wherever it lies, and not beside them.
  public var holdsRecipes: Bool

  /// Looks at the front of a content; nil for every other kind.
  init?(of sample: ContentSample) {
    guard
      let kind = UnreadableKind.signatures.first(where: {
        sample.bytes.dropFirst($0.offset).starts(with: $0.magic)
      })?.kind
    else { return nil }
    self = kind
  }

  private init(_ name: String, instead: String, holdsRecipes: Bool = false) {
    self.name = name
    self.instead = instead
    self.holdsRecipes = holdsRecipes
  }

  private static let access = UnreadableKind(
    "an Access database, such as a Living Cookbook backup (.lcb) holds",
    instead: "in Living Cookbook, export the recipes as .fdxz or .fdx, and import that",
    holdsRecipes: true)

  private static let signatures: [(offset: Int, magic: [UInt8], kind: UnreadableKind)] = [
    (4, Array("Standard Jet DB".utf8), access),
    (4, Array("Standard ACE DB".utf8), access),
    (
      0, Array("%PDF".utf8),
      UnreadableKind(
        "a PDF document",
        instead:
          "export the recipes from the program that made it; of a printed page, save its text")
    ),
    (
      0, Array("SQLite format 3".utf8),
      UnreadableKind(
        "an SQLite database", instead: "export the recipes from the program that keeps it")
    ),
    (
      0, Array("{\\rtf".utf8),
      UnreadableKind("a rich text document", instead: "save it as plain text")
    ),
    (
      0, [0xD0, 0xCF, 0x11, 0xE0],
      UnreadableKind("an old Office document", instead: "save it as plain text or as CSV")
    ),
  ]
}
