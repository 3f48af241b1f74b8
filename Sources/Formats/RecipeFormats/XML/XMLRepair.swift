/// Mends the markup of XML that programs wrote by hand, piece by piece, before it is parsed.
///
/// Declarations, processing instructions and the DOCTYPE go, whatever they hold; their line
/// feeds stay, so that lines count as in the file. Tags are mended by `XMLTagRepair`. In text, a
/// `<` that starts no markup is escaped. Comments and CDATA sections stay as they are.
struct XMLRepair {
  private enum Section {
    case text
    /// A comment or CDATA section, up to the mark that ends it.
    case verbatim(end: [UInt8])
    /// A declaration or instruction, in so many brackets.
    case dropped(depth: Int)
  }

  private let maximumTagBytes: Int
  private var section = Section.text
  /// Markup whose end is not there yet.
  private var pending: [UInt8] = []
  /// Whether a tag was larger than the limit, from which on nothing is mended.
  private(set) var foundTooLargeTag = false

  init(maximumTagBytes: Int) {
    self.maximumTagBytes = maximumTagBytes
  }

  /// Mends what is complete; the rest waits for the next piece.
  mutating func mend(_ piece: [UInt8], isAtEnd: Bool) -> [UInt8] {
    let text = pending.isEmpty ? piece : pending + piece
    pending = []
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 64)
    text.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        guard let next = step(bytes, from: index, into: &output) else {
          wait(with: bytes[index...], isAtEnd: isAtEnd, output: &output)
          return
        }
        index = next
      }
    }
    return output
  }

  private mutating func wait(
    with rest: Slice<UnsafeBufferPointer<UInt8>>, isAtEnd: Bool, output: inout [UInt8]
  ) {
    if rest.count > maximumTagBytes { foundTooLargeTag = true }
    if isAtEnd { output += rest } else { pending = Array(rest) }
  }

  /// Passes on some text; the index behind it, or nil when more of it is needed.
  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: Int, into output: inout [UInt8]
  ) -> Int? {
    switch section {
    case .text: return stepInText(bytes, from: index, into: &output)
    case .verbatim(let mark):
      if let end = XMLRepair.end(of: mark, in: bytes, from: index) {
        output += bytes[index..<end]
        section = .text
        return end
      }
      // The mark may be cut in two.
      let safe = max(index, bytes.count - mark.count + 1)
      output += bytes[index..<safe]
      return safe > index ? safe : nil
    case .dropped(let depth):
      return drop(bytes, from: index, depth: depth, into: &output)
    }
  }

  private mutating func drop(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, depth: Int, into output: inout [UInt8]
  ) -> Int {
    var depth = depth
    for index in start..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case 0x0A: output.append(0x0A)
      case UInt8(ascii: ">") where depth <= 0:
        section = .text
        return index + 1
      default: break
      }
    }
    section = .dropped(depth: depth)
    return bytes.count
  }

  private mutating func stepInText(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into output: inout [UInt8]
  ) -> Int? {
    guard bytes[start] == UInt8(ascii: "<") else {
      var end = ByteGroup.skip(in: bytes, from: start) { $0.isAny(UInt8(ascii: "<")) }
      while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
      return end
    }
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    switch next {
    case UInt8(ascii: "?"):
      section = .dropped(depth: 0)
      return start + 2
    case UInt8(ascii: "!"): return declaration(bytes, from: start, into: &output)
    case UInt8(ascii: "/"):
      output.append(UInt8(ascii: "<"))
      return start + 1
    case _ where XMLTagRepair.startsName(next):
      var tag = XMLTagRepair(bytes, at: start)
      let end = tag.mend(into: &output)
      if let end, end - start > maximumTagBytes { foundTooLargeTag = true }
      return end
    default:
      output += "&lt;".utf8
      return start + 1
    }
  }

  /// Starts a comment, a CDATA section, or a declaration that goes.
  private mutating func declaration(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into output: inout [UInt8]
  ) -> Int? {
    let rest = bytes[start...]
    for (opening, end) in XMLRepair.verbatimMarks {
      if rest.starts(with: opening) {
        output += opening
        section = .verbatim(end: end)
        return start + opening.count
      }
      if opening.starts(with: rest) { return nil }
    }
    if XMLTagRepair.startsName(bytes[start + 2]) {
      section = .dropped(depth: 0)
    } else {
      output += "&lt;!".utf8
    }
    return start + 2
  }

  private static let verbatimMarks: [(opening: [UInt8], end: [UInt8])] = [
    (Array("<!--".utf8), Array("-->".utf8)), (Array("<![CDATA[".utf8), Array("]]>".utf8)),
  ]

  /// The index behind the first occurrence of a mark.
  private static func end(
    of mark: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while let found = bytes[index...].firstIndex(of: mark[0]) {
      guard found + mark.count <= bytes.count else { return nil }
      if bytes[found..<found + mark.count].elementsEqual(mark) { return found + mark.count }
      index = found + 1
    }
    return nil
  }
}
