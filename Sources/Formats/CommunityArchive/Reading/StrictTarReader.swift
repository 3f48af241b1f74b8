public import PipelineCore

/// Reads the members of a plain tar, byte for byte as they are stored, and accepts nothing odd.
///
/// A lenient reader passes over what it need not understand; whoever verifies wants to know of
/// every byte that is not as it was written. Padding must be zero, every header's checksum must
/// hold, two empty blocks must end the file, and nothing but zeros may follow. Folders and global
/// pax headers are passed over, links and special files refused.
public final class StrictTarReader {
  /// A member; its content is read before the next member is asked for.
  public struct Member {
    public var name: String
    public var size: Int64
    /// The bytes as stored in the tar.
    public let content: any ByteSource
  }

  private static let blockBytes = 512
  private let source: any ByteSource
  private let location: SourceLocation
  private var offset: Int64 = 0
  private var content: TarMemberContent?

  /// Reads from the front of a tar.
  public init(_ source: any ByteSource, at location: SourceLocation) {
    self.source = source
    self.location = location
  }

  /// The next member; nil after the whole file was read and is sound.
  public func next() throws(ReadFault) -> Member? {
    try finishMember()
    var longName: String?
    var longSize: Int64?
    while true {
      let block = try readBlock()
      if block.allSatisfy({ $0 == 0 }) {
        try finishFile()
        return nil
      }
      guard let header = TarHeader(block) else { throw corrupt("a header is not sound") }
      let size = longSize ?? header.size
      switch header.type {
      case UInt8(ascii: "x"):
        let records = PaxRecords(try readAll(header.size))
        longName = records?.path
        longSize = records?.size
        guard records != nil else { throw corrupt("an extended header is not sound") }
      case UInt8(ascii: "L"):
        longName = String(validating: try readAll(header.size).prefix { $0 != 0 }, as: UTF8.self)
      case UInt8(ascii: "g"): _ = try readAll(header.size)
      case UInt8(ascii: "5") where size == 0: (longName, longSize) = (nil, nil)
      case UInt8(ascii: "0"), 0:
        guard let name = longName ?? header.name else { throw corrupt("a name is not UTF-8") }
        let content = TarMemberContent(self, size: size)
        self.content = content
        let plain = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        return Member(name: plain, size: size, content: content)
      default: throw corrupt("it holds a link or a special file")
      }
    }
  }

  /// Reads what is left of the member and its padding, which must be zeros.
  private func finishMember() throws(ReadFault) {
    guard let content else { return }
    self.content = nil
    try content.drain()
    let padding = Int((512 - content.size % 512) % 512)
    guard try readBytes(padding).allSatisfy({ $0 == 0 }) else {
      throw corrupt("there is something between two members")
    }
  }

  private func finishFile() throws(ReadFault) {
    guard try readBlock().allSatisfy({ $0 == 0 }) else { throw corrupt("the end is not sound") }
    var block = [UInt8](repeating: 0, count: StrictTarReader.blockBytes)
    while true {
      let count = try block.withUnsafeMutableBufferPointer { (buffer) throws(ReadFault) in
        try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if count == 0 { return }
      guard block.prefix(count).allSatisfy({ $0 == 0 }) else {
        throw corrupt("there is something behind the end")
      }
      offset += Int64(count)
    }
  }

  /// The content of a small member, such as an extended header, with its padding.
  private func readAll(_ size: Int64) throws(ReadFault) -> [UInt8] {
    guard size <= 1 << 20 else { throw corrupt("an extended header is too large") }
    let bytes = try readBytes(Int(size))
    guard try readBytes(Int((512 - size % 512) % 512)).allSatisfy({ $0 == 0 }) else {
      throw corrupt("there is something behind an extended header")
    }
    return bytes
  }

  private func readBlock() throws(ReadFault) -> [UInt8] {
    try readBytes(StrictTarReader.blockBytes)
  }

  private func readBytes(_ count: Int) throws(ReadFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { (buffer) throws(ReadFault) in
      var rest = UnsafeMutableRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        rest = rest.dropFirst(try read(into: UnsafeMutableRawBufferPointer(rebasing: rest)))
      }
    }
    return bytes
  }

  /// Reads at least one byte.
  fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let count = try source.read(into: buffer)
    guard count > 0 else { throw ReadFault(.truncated, at: place) }
    offset += Int64(count)
    return count
  }

  private var place: SourceLocation {
    var place = location
    place.byteOffset = offset
    return place
  }

  private func corrupt(_ detail: String) -> ReadFault {
    ReadFault(.corrupt(detail: detail), at: place)
  }
}

/// The stored bytes of one member.
private final class TarMemberContent: ByteSource {
  let size: Int64
  private var left: Int64
  private unowned let tar: StrictTarReader

  init(_ tar: StrictTarReader, size: Int64) {
    self.tar = tar
    self.size = size
    left = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let room = Int(min(left, Int64(buffer.count)))
    guard room > 0 else { return 0 }
    let count = try tar.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
    left -= Int64(count)
    return count
  }
}
