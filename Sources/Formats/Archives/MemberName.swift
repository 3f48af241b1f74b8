import Crypto
import PipelineCore
import RecipeModel
import RecipeText

/// A member's name as an archive states it: decoded, and judged before anything uses it.
struct MemberName {
  enum Verdict: Equatable {
    case good(String)
    case desktopFile
    case unsafe(reason: String)
  }

  /// The name as it may be shown and put into a location; never used as a path.
  let shown: String
  let verdict: Verdict

  /// Decodes the bytes as UTF-8 if they are that, else as code page 437, and puts them in NFC.
  init(_ bytes: [UInt8], limits: ArchiveLimits) {
    guard bytes.count <= limits.maximumNameBytes else {
      shown = MemberName.decode(bytes.prefix(80)) + "…"
      verdict = .unsafe(reason: "the name is longer than \(limits.maximumNameBytes) bytes")
      return
    }
    let decoded = MemberName.decode(bytes).normalizedToNFC
    shown = decoded
    verdict = MemberName.judge(decoded)
  }

  /// What is equal for names that some file system takes for the same.
  static func collisionKey(_ name: String) -> CollisionKey {
    let folded = Array(name.lowercased().normalizedToNFC.utf8)
    let digest = SHA256.hash(data: folded)
    return digest.withUnsafeBytes { bytes in
      CollisionKey(
        high: bytes.loadUnaligned(as: UInt64.self),
        low: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
  }

  /// Half of a SHA-256: names are many, and this is all that is kept of each.
  struct CollisionKey: Hashable {
    let high: UInt64
    let low: UInt64
  }

  private static func decode(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    return String(validating: bytes, as: UTF8.self) ?? CodePage.ibm437.decode(bytes)
  }

  private static func judge(_ name: String) -> Verdict {
    // Some Windows tools separate folders with backslashes throughout.
    let unified = name.contains("/") ? name : name.replacing("\\", with: "/")
    if let reason = danger(in: name) { return .unsafe(reason: reason) }
    let parts = unified.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last else { return .unsafe(reason: "the name is empty") }
    if last.hasPrefix("._") || desktopFiles.contains(last.lowercased())
      || parts.contains("__MACOSX")
    {
      return .desktopFile
    }
    return .good(parts.joined(separator: "/"))
  }

  private static let desktopFiles: Set<String> = [".ds_store", "thumbs.db", "desktop.ini"]

  private static func danger(in name: String) -> String? {
    let scalars = Array(name.unicodeScalars.prefix(2))
    if scalars.first == "/" || scalars.first == "\\" { return "the name is an absolute path" }
    if scalars.count == 2, scalars[1] == ":", scalars[0].properties.isAlphabetic,
      scalars[0].isASCII
    {
      return "the name begins with a drive letter"
    }
    if name.utf8.contains(0) { return "the name holds a NUL" }
    let parts = name.utf8.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == 0x5C })
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) {
      return "the name leads out of the archive"
    }
    let isDotsOnly: (Substring.UTF8View) -> Bool = { part in
      part.count > 1 && part.allSatisfy { $0 == UInt8(ascii: ".") }
    }
    return parts.contains(where: isDotsOnly) ? "a part of the name is only dots" : nil
  }
}
