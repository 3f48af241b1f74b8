public import RecipeModel

/// Writes recipes in one format, one at a time.
public protocol RecipeWriter: Sendable {
  /// The reader of the same format, which names it and proves what was written.
  static var reader: any RecipeReader.Type { get }
  static var layout: WriterLayout { get }
  /// What the format has no place for, or holds only in part; a field stands in it once.
  ///
  /// Whatever is not in it comes back through the reader as it was.
  static var losses: [FormatLoss] { get }

  /// How the recipes of this writer stand.
  var arrangement: WriterArrangement { get }

  /// Prepares for recipes that stand in one document, or in files of their own.
  init(_ arrangement: WriterArrangement)

  /// Writes one recipe; the first file holds what it says, the others are its pictures.
  ///
  /// Of a shared document it is the recipe's part, without a name. Pictures
  /// that lie beside records are not written: callers embed them.
  mutating func write(_ record: RecipeRecord) -> [WrittenFile]
}

/// Whether recipes share a document.
public enum WriterArrangement: Sendable {
  case together
  case apart
}

/// How recipes of a format stand beside each other.
public enum WriterLayout: Sendable, Equatable {
  /// In one file, between other bytes; or each in a file of its own.
  case document(DocumentFrame)
  /// Each in files of its own, in a folder or a zip whose extension is given.
  case files(zipExtension: String)
}

/// What stands around the recipes of a document.
public struct DocumentFrame: Sendable, Equatable {
  /// The extension of such a file, without the dot.
  public var fileExtension: String
  public var opening: [UInt8]
  public var separator: [UInt8]
  public var closing: [UInt8]

  init(_ fileExtension: String, opening: String = "", separator: String = "", closing: String = "")
  {
    self.fileExtension = fileExtension
    self.opening = Array(opening.utf8)
    self.separator = Array(separator.utf8)
    self.closing = Array(closing.utf8)
  }
}

/// One file that a writer made.
public struct WrittenFile: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case bytes([UInt8])
    case gzip([UInt8])
    case zip([WrittenFile])
  }

  /// The path in the folder or zip, separated by `/`; safe on every file system.
  public var name: String
  public var content: Content

  init(_ name: String, _ content: Content) {
    self.name = name
    self.content = content
  }

  init(_ name: String, _ bytes: [UInt8]) {
    self.init(name, .bytes(bytes))
  }
}

/// A field that a format does not hold as it was.
public struct FormatLoss: Sendable, Equatable {
  public var field: RecordField
  /// Whether nothing of it is ever kept.
  public var isTotal: Bool
  /// What happens to it, as half a sentence in lower case.
  public var what: String

  /// A loss of some values of a field.
  init(_ field: RecordField, _ what: String) {
    self.field = field
    isTotal = false
    self.what = what
  }

  /// The loss of a field of which nothing comes back as it was.
  init(all field: RecordField, _ what: String) {
    self.field = field
    isTotal = true
    self.what = what
  }

  /// The losses of fields that a format has no place for.
  static func without(_ fields: RecordField...) -> [FormatLoss] {
    fields.map { FormatLoss(all: $0, "has no place") }
  }
}
