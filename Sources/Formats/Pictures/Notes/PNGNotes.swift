/// The notes of a PNG file: texts, Exif, the chunks of single programs, and what is appended
/// (W3C PNG, 5.4, 11.3).
enum PNGNotes {
  static func all(in bytes: [UInt8]) -> [PictureNote] {
    PNGFile(bytes).chunks.compactMap { chunk -> PictureNote? in
      switch chunk.name {
      case "eXIf": PictureNote(whole: chunk.whole, kind: .exifChunk(chunk))
      case "tEXt", "zTXt", "iTXt":
        PictureNote(whole: chunk.whole, kind: kind(of: chunk, in: bytes))
      // A small second letter says that the chunk is a program's own.
      case let name where name.isEmpty || name.utf8.dropFirst().first.map { $0 >= 0x61 } == true:
        PictureNote(whole: chunk.whole, kind: .text)
      default: nil
      }
    }
  }

  private static func kind(of chunk: PNGFile.Chunk, in bytes: [UInt8]) -> PictureNote.Kind {
    let content = bytes[chunk.content]
    let keyword = content.prefix { $0 != 0 }
    let afterKeyword = min(keyword.endIndex + 1, content.endIndex)
    switch chunk.name {
    case "zTXt": return .packed(from: afterKeyword + 1)
    case "iTXt":
      // Whether it is packed and how, then a language and a translated keyword, each with an end.
      guard content[afterKeyword...].first == 1 else { return .text }
      let ends = content[min(afterKeyword + 2, content.endIndex)...].indices
        .filter { content[$0] == 0 }.prefix(2)
      return ends.count == 2 ? .packed(from: ends[1] + 1) : .text
    default:
      // As some programs keep Exif and IPTC: a name, a length, and digits.
      let isRaw = String(decoding: keyword, as: UTF8.self).lowercased()
        .hasPrefix("raw profile type")
      return isRaw ? .digits(from: afterKeyword) : .text
    }
  }
}
