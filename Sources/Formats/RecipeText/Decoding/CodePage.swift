/// A character set of the IBM PC, in which a byte is a character and ASCII is itself.
public struct CodePage: Sendable {
  /// The characters of the bytes 0x80 to 0xFF, in order.
  private let upperHalf: [Unicode.Scalar]

  /// The United States' character set; names in a zip are in it when they are not in UTF-8.
  public static let ibm437 = CodePage(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
      + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
      + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
      + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}")

  /// Western Europe's character set: letters in the place of some line drawing.
  public static let ibm850 = CodePage(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
      + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
      + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
      + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")

  private init(_ characters: String) {
    upperHalf = Array(characters.unicodeScalars)
    precondition(upperHalf.count == 128, "a code page has 128 characters beyond ASCII")
  }

  /// The character of a byte.
  public subscript(byte: UInt8) -> Unicode.Scalar {
    byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte) - 0x80]
  }

  /// Appends the UTF-8 form of a byte.
  public func append(_ byte: UInt8, to output: inout [UInt8]) {
    for unit in UTF8.encode(self[byte]) ?? UTF8.encodedReplacementCharacter { output.append(unit) }
  }

  /// Makes a string of bytes.
  public func decode(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(self[byte]) }
    return text
  }
}
