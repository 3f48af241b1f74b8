import ArchiveRecords
import JSONText

/// What a piece of content is, as part of a community archive.
public enum ArchivePart: Sendable, Equatable {
  case manifest
  /// Typed lines.
  case records

  /// Looks at the front of the content.
  ///
  /// - Parameters:
  ///   - sample: The first bytes, 64 KiB or fewer.
  ///   - isWhole: Whether that is all there is.
  /// - Returns: What it is; nil for anything else.
  public static func recognize(_ sample: [UInt8], isWhole: Bool) -> ArchivePart? {
    let text = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? sample.dropFirst(3) : sample[...]
    guard text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    if isManifest(text) { return .manifest }
    let parser = JSONParser()
    var lines = text.split(separator: UInt8(ascii: "\n"))
    if !isWhole, text.last != UInt8(ascii: "\n"), !lines.isEmpty {
      // The last line goes on; alone it is judged by how it begins.
      let cut = lines.removeLast()
      if lines.isEmpty { return beginsLikeRecord(cut) ? .records : nil }
    }
    // A broken line must not hide the others, nor must a hostile file cost more than a few looks.
    return lines.prefix(20).contains { isRecord(Array($0), parser) } ? .records : nil
  }

  private static func isManifest(_ text: ArraySlice<UInt8>) -> Bool {
    let squeezed = text.prefix(256).filter { $0 > 0x20 }
    return squeezed.starts(with: "{\"format\":\"\(ArchiveFormat.name)\"".utf8)
  }

  private static func isRecord(_ line: [UInt8], _ parser: JSONParser) -> Bool {
    let result = line.withUnsafeBufferPointer { bytes in
      parser.parse(bytes) { element -> Bool in
        if let name = element.member("op")?.text {
          return ArchivedActionKind(rawValue: name) != nil
        }
        guard let name = element.member("type")?.text, let entity = ArchiveEntity(rawValue: name)
        else { return false }
        // Other programs' recipes may call themselves so; ours have a creator.
        return entity != .recipe || element.member("creatorId") != nil
      }
    }
    return (try? result.get()) ?? false
  }

  private static func beginsLikeRecord(_ line: ArraySlice<UInt8>) -> Bool {
    let squeezed = Array(line.prefix(64).filter { $0 > 0x20 })
    let fronts =
      ArchiveEntity.allCases.map { "{\"type\":\"\($0.rawValue)\"" }
      + ArchivedActionKind.allCases.map { "{\"op\":\"\($0.rawValue)\"" }
    return fronts.contains { squeezed.starts(with: $0.utf8) }
  }
}
