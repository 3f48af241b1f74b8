import CZlib
import RecipeModel

/// Writes a zip (APPNOTE 6.3.10) of members that are each held in memory.
///
/// Names are UTF-8 and marked so; members are deflated where that makes them smaller. Equal
/// members give equal bytes: all carry the one time that is given. Sizes and offsets beyond 32 bits,
/// and more than 65,535 members, are written as zip64.
public final class ZipWriter {
  private let sink: any ByteSink
  private let time: DOSTime
  private var offset: UInt64 = 0
  private var count: UInt64 = 0
  /// The directory at the end, ready but for its own end.
  private var directory: [UInt8] = []
  private var isFinished = false

  /// Begins a zip on the sink; `modifiedSeconds` since 1970 is the time of all members, in UTC.
  public init(into sink: any ByteSink, modifiedSeconds: Int64) {
    self.sink = sink
    time = DOSTime(seconds: modifiedSeconds)
  }

  /// Writes a whole member; its name is a path with `/`, and stands in the zip once.
  public func addMember(_ name: String, _ bytes: [UInt8]) throws(WriteFault) {
    precondition(!isFinished && !name.isEmpty && name.utf8.count <= 0xFFFF, "a member has a name")
    precondition(bytes.count < 1 << 31, "members are small enough to be held in memory")
    let deflated = ZipWriter.deflated(bytes)
    let content = deflated.count < bytes.count ? deflated : bytes
    var shared: [UInt8] = []
    // Bit 11 says that the name is UTF-8.
    shared.append(little: UInt16(1 << 11))
    shared.append(little: UInt16(deflated.count < bytes.count ? 8 : 0))
    shared.append(little: time.time)
    shared.append(little: time.date)
    shared.append(little: ZipWriter.checksum(bytes))
    shared.append(little: UInt32(content.count))
    shared.append(little: UInt32(bytes.count))
    shared.append(little: UInt16(name.utf8.count))

    var header: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 20, 0]
    header += shared
    header.append(little: UInt16(0))
    header += name.utf8
    addToDirectory(name, shared)
    try sink.write(header)
    try sink.write(content)
    offset += UInt64(header.count + content.count)
    count += 1
  }

  /// Writes the directory; once, after the last member.
  public func finish() throws(WriteFault) {
    precondition(!isFinished, "a zip ends once")
    isFinished = true
    try sink.write(directory)
    let size = UInt64(directory.count)
    var end: [UInt8] = []
    if count > 0xFFFE || offset > 0xFFFF_FFFE || size > 0xFFFF_FFFE {
      end += [0x50, 0x4B, 0x06, 0x06]
      end.append(little: UInt64(44))
      end.append(little: UInt16(45))
      end.append(little: UInt16(45))
      end.append(little: UInt64(0))
      for number in [count, count, size, offset] { end.append(little: number) }
      end += [0x50, 0x4B, 0x06, 0x07]
      end.append(little: UInt32(0))
      end.append(little: offset + size)
      end.append(little: UInt32(1))
    }
    end += [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
    end.append(little: UInt16(clamping: count))
    end.append(little: UInt16(clamping: count))
    end.append(little: UInt32(clamping: size))
    end.append(little: UInt32(clamping: offset))
    end.append(little: UInt16(0))
    try sink.write(end)
  }

  private func addToDirectory(_ name: String, _ shared: [UInt8]) {
    let isFar = offset > 0xFFFF_FFFE
    // Made on Unix, for the permissions below.
    directory += [0x50, 0x4B, 0x01, 0x02, isFar ? 45 : 20, 3, isFar ? 45 : 20, 0]
    directory += shared
    directory.append(little: UInt16(isFar ? 12 : 0))
    directory.append(little: UInt16(0))
    directory.append(little: UInt32(0))
    directory.append(little: UInt32(0o100644) << 16)
    directory.append(little: UInt32(clamping: isFar ? UInt64.max : offset))
    directory += name.utf8
    if isFar {
      directory.append(little: UInt16(1))
      directory.append(little: UInt16(8))
      directory.append(little: offset)
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
  }

  /// The bytes as a raw deflate stream.
  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let status = levain_deflate_init(&stream, 6, -15)
    precondition(status == Z_OK, "zlib has the memory that it needs to start")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, written in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "the bound holds all that deflate gives")
        written = output.count - Int(stream.avail_out)
      }
    }
  }
}

/// A moment as zips have it: from 1980 to 2107, in steps of two seconds.
private struct DOSTime {
  var date: UInt16
  var time: UInt16

  init(seconds: Int64) {
    let instant = Instant(milliseconds: seconds * 1000)
    let (year, month, day) = instant.day.civil
    guard (1980...2107).contains(year) else {
      (date, time) = (1 << 5 | 1, 0)
      return
    }
    let ofDay = Int((instant.milliseconds - instant.day.start.milliseconds) / 1000)
    date = UInt16((year - 1980) << 9 | month << 5 | day)
    time = UInt16(ofDay / 3600 << 11 | ofDay / 60 % 60 << 5 | ofDay % 60 / 2)
  }
}

extension [UInt8] {
  fileprivate mutating func append<Number: FixedWidthInteger>(little number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
