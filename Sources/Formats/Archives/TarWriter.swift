/// Writes a tar in the interchange format of POSIX (ustar, with pax records where it falls short).
///
/// Equal members give equal bytes: all carry the one time that is given, no owner, mode 0644.
public final class TarWriter {
  private static let blockBytes = 512
  /// The largest size that the header's eleven octal digits hold.
  private static let largestPlainSize: Int64 = 0o77_777_777_777

  private let sink: any ByteSink
  private let modifiedSeconds: Int64
  private var bytesLeft: Int64 = 0
  private var padding = 0
  private var isFinished = false

  /// Begins a tar on the sink; `modifiedSeconds` since 1970 is the time of all members.
  public init(into sink: any ByteSink, modifiedSeconds: Int64) {
    precondition(
      (0...TarWriter.largestPlainSize).contains(modifiedSeconds), "tar knows no time before 1970")
    self.sink = sink
    self.modifiedSeconds = modifiedSeconds
  }

  /// Writes a whole member.
  public func addMember(_ name: String, _ bytes: [UInt8]) throws(WriteFault) {
    try beginMember(name, size: Int64(bytes.count))
    try bytes.withUnsafeBufferPointer { (buffer) throws(WriteFault) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Begins a member, whose bytes are then written in any number of pieces.
  ///
  /// The member before must have got all its bytes.
  public func beginMember(_ name: String, size: Int64) throws(WriteFault) {
    precondition(!isFinished && bytesLeft == 0, "members are written one after the other")
    precondition(size >= 0 && !name.isEmpty && !name.utf8.contains(0), "a member has a name")
    try endMember()
    let ustarName = UstarName(name)
    var records: [UInt8] = []
    if ustarName == nil { records += TarWriter.paxRecord("path", name) }
    if size > TarWriter.largestPlainSize { records += TarWriter.paxRecord("size", "\(size)") }
    if !records.isEmpty {
      let header = UstarName(plain: "PaxHeader")
      try writeHeader(header, type: "x", size: Int64(records.count))
      try sink.write(records)
      try pad(to: records.count)
    }
    try writeHeader(
      ustarName ?? UstarName(plain: "member"), type: "0",
      size: size > TarWriter.largestPlainSize ? 0 : size)
    bytesLeft = size
    padding = Int((512 - size % 512) % 512)
  }

  /// Writes the next piece of the member that was begun.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    precondition(Int64(bytes.count) <= bytesLeft, "a member is as large as it was said to be")
    try sink.write(bytes)
    bytesLeft -= Int64(bytes.count)
  }

  /// Writes the two empty blocks that end a tar; once, after the last member is whole.
  public func finish() throws(WriteFault) {
    precondition(!isFinished && bytesLeft == 0, "a tar ends after a whole member")
    try endMember()
    isFinished = true
    try sink.write([UInt8](repeating: 0, count: 2 * TarWriter.blockBytes))
  }

  private func endMember() throws(WriteFault) {
    if padding > 0 { try sink.write([UInt8](repeating: 0, count: padding)) }
    padding = 0
  }

  private func pad(to size: Int) throws(WriteFault) {
    let rest = (TarWriter.blockBytes - size % TarWriter.blockBytes) % TarWriter.blockBytes
    if rest > 0 { try sink.write([UInt8](repeating: 0, count: rest)) }
  }

  private func writeHeader(
    _ name: UstarName, type: Unicode.Scalar, size: Int64
  ) throws(WriteFault) {
    var header = [UInt8](repeating: 0, count: TarWriter.blockBytes)
    header.put(name.name, at: 0)
    header.putOctal(0o644, digits: 7, at: 100)
    header.putOctal(0, digits: 7, at: 108)
    header.putOctal(0, digits: 7, at: 116)
    header.putOctal(size, digits: 11, at: 124)
    header.putOctal(modifiedSeconds, digits: 11, at: 136)
    header.put(Array("        ".utf8), at: 148)
    header[156] = UInt8(ascii: type)
    header.put(Array("ustar\u{0}00".utf8), at: 257)
    header.putOctal(0, digits: 7, at: 329)
    header.putOctal(0, digits: 7, at: 337)
    header.put(name.prefix, at: 345)
    header.putOctal(header.reduce(0) { $0 + Int64($1) }, digits: 6, at: 148)
    header[154] = 0
    try sink.write(header)
  }

  /// A pax record: its own length in decimal digits, key and value.
  private static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
    let body = " \(key)=\(value)\n"
    var length = body.utf8.count
    while "\(length)".utf8.count + body.utf8.count != length {
      length = "\(length)".utf8.count + body.utf8.count
    }
    return Array("\(length)\(body)".utf8)
  }
}

/// A name in the two fields of a ustar header.
private struct UstarName {
  var name: [UInt8]
  var prefix: [UInt8] = []

  init(plain name: String) {
    self.name = Array(name.utf8)
  }

  /// Fits an ASCII name into 100 bytes, or at a slash into 155 and 100; nil if it does not fit.
  init?(_ whole: String) {
    let bytes = Array(whole.utf8)
    guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
    if bytes.count <= 100 {
      name = bytes
      return
    }
    let slash = bytes.indices.first { index in
      bytes[index] == UInt8(ascii: "/") && index > 0 && bytes.count - index - 1 <= 100
    }
    guard let slash, slash <= 155, slash + 1 < bytes.count else { return nil }
    prefix = Array(bytes[..<slash])
    name = Array(bytes[(slash + 1)...])
  }
}

extension [UInt8] {
  fileprivate mutating func put(_ bytes: [UInt8], at offset: Int) {
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  /// The number in octal digits with leading zeros.
  fileprivate mutating func putOctal(_ value: Int64, digits: Int, at offset: Int) {
    let text = String(value, radix: 8)
    put(Array((String(repeating: "0", count: digits - text.count) + text).utf8), at: offset)
  }
}
