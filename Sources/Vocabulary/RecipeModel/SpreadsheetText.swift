extension String {
  /// The text with an apostrophe before it when a spreadsheet would take it for a formula.
  public var neutralizedForSpreadsheet: String {
    looksLikeFormula ? "'" + self : self
  }

  /// The text without the apostrophe that `neutralizedForSpreadsheet` puts before formulas.
  public var withoutSpreadsheetMark: String {
    guard utf8.first == UInt8(ascii: "'") else { return self }
    let rest = String(dropFirst())
    return rest.looksLikeFormula ? rest : self
  }

  private var looksLikeFormula: Bool {
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0D, 0x0A: return true
      // = + - @, then their full-width and small forms, and the minus sign.
      case 0x3D, 0x2B, 0x2D, 0x40, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFE66, 0xFE62, 0xFE63, 0xFE6B,
        0x2212:
        return true
      default:
        let properties = scalar.properties
        let isInvisible =
          properties.isWhitespace || properties.isDefaultIgnorableCodePoint || scalar.value < 0x20
        guard isInvisible else { return false }
      }
    }
    return false
  }
}
