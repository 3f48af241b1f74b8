import PipelineCore
import RecipeText

/// A page as UTF-8, piece by piece, each of whole characters.
///
/// A byte order mark decides. Otherwise the bytes of the front do where they show it: what is
/// valid UTF-8 is UTF-8 whatever the page declares, and what is not is what it declares, or
/// Windows-1252. A byte of an UTF-8 page that belongs to no character is Windows-1252.
struct HTMLInput {
  private enum Decoding {
    case utf8
    case windows1252
    case other(CharsetConverter)
  }

  private let source: UTF16ByteSource
  private let location: SourceLocation
  private var decoding: Decoding?
  /// Bytes that are not decoded yet.
  private var carried: [UInt8] = []
  private var raw = [UInt8](repeating: 0, count: 64 * 1024)
  private(set) var isAtEnd = false

  init(_ source: any ByteSource, at location: SourceLocation) {
    self.source = UTF16ByteSource(source)
    self.location = location
  }

  /// The next piece; empty only at the end.
  mutating func next() throws(ReadFault) -> [UInt8] {
    while !isAtEnd {
      let count = try read()
      isAtEnd = count == 0
      carried += raw[..<count]
      if decoding == nil {
        guard isAtEnd || carried.count >= HTMLInput.frontBytes else { continue }
        decide()
      }
      let piece = decode()
      if !piece.isEmpty { return piece }
    }
    return []
  }

  /// How much of a page its encoding is decided by.
  private static let frontBytes = 64 * 1024

  private mutating func read() throws(ReadFault) -> Int {
    let source = source
    var count = 0
    var fault: ReadFault?
    raw.withUnsafeMutableBytes { buffer in
      do throws(ReadFault) { count = try source.read(into: buffer) } catch { fault = error }
    }
    if let fault { throw ReadFault(fault.cause, at: fault.location ?? location) }
    return count
  }

  private mutating func decide() {
    if carried.starts(with: [0xEF, 0xBB, 0xBF]) {
      carried.removeFirst(3)
      decoding = .utf8
      return
    }
    let declared = HTMLCharset.declared(in: carried[...])
    let beyondASCII = carried.first { $0 >= 0x80 } != nil
    let isUTF8 = TextDecoding.Encoding(ofSample: carried[...], isWhole: isAtEnd) == .utf8
    switch declared {
    case .other(let name) where !(beyondASCII && isUTF8):
      decoding = CharsetConverter(from: name).map(Decoding.other) ?? .windows1252
    default: decoding = isUTF8 ? .utf8 : .windows1252
    }
  }

  private mutating func decode() -> [UInt8] {
    switch decoding {
    case .other(let converter):
      defer { carried.removeAll(keepingCapacity: true) }
      return converter.convert(carried, isAtEnd: isAtEnd)
    case .windows1252:
      defer { carried.removeAll(keepingCapacity: true) }
      return TextDecoding.Encoding.windows1252.decode(carried[...])
    case .utf8, nil:
      let end = isAtEnd ? carried.count : carried.endOfWholeCharacters
      let piece = TextDecoding.Encoding.utf8.decode(carried[..<end])
      carried.removeFirst(end)
      return piece
    }
  }
}

extension [UInt8] {
  /// Where a character of UTF-8 begins that the bytes hold a part of only; their count otherwise.
  fileprivate var endOfWholeCharacters: Int {
    for back in 1...3 where back <= count {
      let byte = self[count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? count - back : count
    }
    return count
  }
}
