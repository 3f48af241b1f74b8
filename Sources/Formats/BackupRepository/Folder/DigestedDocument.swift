import RecipeCoding
import RecipeModel

/// A line of JSON, and a second one with the digest of the first, so that a changed byte is found.
///
/// `head -n 1 FILE | sha256sum` gives what the second line says.
enum DigestedDocument {
  /// The two lines; the first comes with its end.
  static func lines(_ line: [UInt8], code: Digest? = nil) -> [UInt8] {
    line + secondLine(line, code: code)
  }

  static func secondLine(_ line: [UInt8], code: Digest? = nil) -> [UInt8] {
    let sha256 = Digest.sha256(line).hex
    return Array(
      (code.map { #"{"sha256":"\#(sha256)","hmac":"\#($0.hex)"}"# } ?? #"{"sha256":"\#(sha256)"}"#)
        .utf8) + [UInt8(ascii: "\n")]
  }

  /// The first line with its end, and the second; nil when there are no two lines.
  static func split(_ bytes: [UInt8]) -> (first: [UInt8], second: [UInt8])? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end + 1 < bytes.count else {
      return nil
    }
    return (Array(bytes[...end]), Array(bytes[(end + 1)...]))
  }

  static let damage = RepositoryFault.Cause.damaged(
    detail: "its first line does not have the digest that its second one says")
}
