public import RecipeModel

/// The name of a snapshot: when it was made, in UTC, and the beginning of its manifest's digest, such
/// as `20261122T163005Z-3fa9c2d1`.
///
/// Names sort by time.
public struct SnapshotID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let text: String

  /// The second in which it was made.
  public let second: Instant

  /// Reads a name; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 25, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      bytes[16] == UInt8(ascii: "-"), bytes[17...].allSatisfy({ HexDigit.value($0) != nil })
    else { return nil }
    let parts = [0..<4, 4..<6, 6..<8, 9..<11, 11..<13, 13..<15].map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    let moment = "\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z"
    guard let second = Instant(moment) else { return nil }
    self.text = text
    self.second = second
  }

  /// The name of the snapshot of a moment whose manifest has a digest; nil for a moment before the year
  /// 1 or after 9999.
  init?(createdAt: Instant, digest: Digest) {
    let moment = createdAt.description.filter { $0 != "-" && $0 != ":" }
    self.init("\(moment.prefix(15))Z-\(digest.hex.prefix(8))")
    guard second.milliseconds <= createdAt.milliseconds,
      createdAt.milliseconds - second.milliseconds < 1000
    else { return nil }
  }

  public var description: String { text }

  public static func < (first: SnapshotID, second: SnapshotID) -> Bool { first.text < second.text }
}
