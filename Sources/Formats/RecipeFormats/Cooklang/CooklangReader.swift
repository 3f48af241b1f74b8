public import PipelineCore
import RecipeModel
import RecipeText

/// Reads Cooklang, one recipe a file.
///
/// The title is that of the metadata, else the name of the file, however it is called. Metadata is
/// YAML in front or lines of `>> key: value`. Ingredients stand in the order and the sections in
/// which the steps name them; one that is named again without an amount is not listed again, nor is
/// a hidden one (`@-`) or a reference (`@&`), whose amounts stay in the text. Timers are text; named
/// ones and paths of other recipes are extras too. Fixed amounts (`=`) lose their mark.
public enum CooklangReader: RecipeReader {
  public static let format = FormatDescription(
    name: "cooklang", summary: "Cooklang (.cook)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    CooklangOutline(sample).recognition
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    let fileName = location.members.last ?? location.archive
    return WholeTextCursor(source, at: location, limits: limits) { record in
      CooklangRecipe.read(record, fileName: fileName)
    }
  }
}

/// What the front of a content has of Cooklang.
struct CooklangOutline {
  /// Components whose braces hold an amount, or nothing.
  private var measured = 0
  private var empty = 0
  /// Ingredients of one word without braces.
  private var words = 0
  private var hasMetadataLine = false
  private let isNamedSo: Bool

  init(_ sample: ContentSample) {
    isNamedSo = sample.memberName.lowercased().hasSuffix(".cook")
    guard sample.json == nil, sample.xml == nil else { return }
    let lines = sample.text.split { $0 == 0x0A || $0 == 0x0D }
    for line in lines.prefix(2000) where line.count <= 8 * 1024 {
      if line.starts(with: ">> ".utf8), line.contains(UInt8(ascii: ":")) { hasMetadataLine = true }
      guard line.contains(where: { $0 == 0x40 || $0 == 0x23 || $0 == 0x7E }) else { continue }
      for piece in CooklangStep.pieces(of: String(decoding: line, as: UTF8.self)) { count(piece) }
    }
  }

  private mutating func count(_ piece: CooklangPiece) {
    switch piece {
    case .text: break
    case .ingredient(let component), .timer(let component), .cookware(let component):
      guard CooklangOutline.isOfWords(component) else { return }
    }
    switch piece {
    case .text: break
    case .ingredient(let component):
      let isNumber = component.quantity.map(CooklangOutline.startsWithAmount) ?? false
      if component.quantity == nil {
        words += 1
      } else if component.unit != nil || isNumber {
        measured += 1
      }
    case .timer(let component), .cookware(let component):
      if component.quantity != nil, component.unit != nil {
        measured += 1
      } else if component.quantity == nil {
        empty += 1
      }
    }
  }

  /// Whether names, amounts and units are made of what people write, not of what programs are.
  private static func isOfWords(_ component: CooklangComponent) -> Bool {
    guard component.name.isEmpty || !component.name.allSatisfy({ "-.,/~()".contains($0) }) else {
      return false
    }
    let parts = [component.name, component.alias, component.quantity, component.unit]
    return parts.compactMap(\.self).allSatisfy { part in
      part.count <= 80
        && part.allSatisfy {
          $0.isLetter || $0.isNumber || $0.isWhitespace || "-–'’./&,%°~()".contains($0)
            || $0.unicodeScalars.contains { $0.properties.isEmojiPresentation }
        }
    }
  }

  /// Whether an amount stands in front, and nothing of what programs write into braces behind it.
  private static func startsWithAmount(_ text: String) -> Bool {
    guard !text.contains(where: { "=;:{,".contains($0) }) else { return false }
    var text = text
    return text.withUTF8 { QuantityText.prefix(of: $0) != nil }
  }

  var recognition: Recognition? {
    let seen = "amounts in braces behind `@`, `#` or `~`"
    if measured >= 2 { return Recognition(.certain, seen) }
    if measured == 1 { return Recognition(.likely, seen) }
    if hasMetadataLine, words + empty > 0 {
      return Recognition(.likely, "lines of `>> key: value` and names behind `@`")
    }
    // Without amounts many texts look like it; here the name decides.
    guard isNamedSo, words + empty > 0 || hasMetadataLine else { return nil }
    return Recognition(.possible, "names behind `@`, in a file named so")
  }
}
