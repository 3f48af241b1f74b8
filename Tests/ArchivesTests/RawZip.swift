import CZlib

/// Writes zips byte by byte, honest or not: what no tool would write can be said here.
struct RawZip {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8]
    var isDeflated = true
    var flags: UInt16 = 0
    /// The host system of "version made by"; 3 is Unix.
    var host: UInt8 = 3
    var mode: UInt32 = 0o100644
    var statedSize: Int?
    var statedChecksum: UInt32?
    /// Whether sizes and checksum follow the content in a data descriptor.
    var hasDescriptor = false
    /// How often the directory lists the entry.
    var listed = 1

    init(_ name: String, _ content: String) {
      self.init(name, Array(content.utf8))
    }

    init(_ name: String, _ content: [UInt8]) {
      self.name = Array(name.utf8)
      self.content = content
    }
  }

  var entries: [Entry] = []
  var comment: [UInt8] = []

  init(_ entries: [Entry]) {
    self.entries = entries
  }

  var bytes: [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    var count = 0
    for entry in entries {
      let packed = entry.isDeflated ? deflated(entry.content) : entry.content
      let offset = out.count
      let sums = fields(of: entry, packed: packed)
      let zeroed = entry.hasDescriptor ? [UInt8](repeating: 0, count: 12) : sums
      let flags = entry.flags | (entry.hasDescriptor ? 8 : 0)
      out += [0x50, 0x4B, 3, 4] + le(20, 2) + le(Int(flags), 2) + method(entry) + le(0, 4)
      out += zeroed + le(entry.name.count, 2) + le(0, 2) + entry.name + packed
      if entry.hasDescriptor { out += [0x50, 0x4B, 7, 8] + sums }
      for _ in 0..<entry.listed {
        directory += [0x50, 0x4B, 1, 2, 20, entry.host] + le(20, 2) + le(Int(flags), 2)
        directory += method(entry) + le(0, 4) + sums + le(entry.name.count, 2) + le(0, 2)
        directory += le(0, 2) + le(0, 2) + le(0, 2) + le(Int(entry.mode) << 16, 4)
        directory += le(offset, 4) + entry.name
        count += 1
      }
    }
    let start = out.count
    out += directory
    out += [0x50, 0x4B, 5, 6] + le(0, 4) + le(min(count, 0xFFFF), 2) + le(min(count, 0xFFFF), 2)
    out += le(directory.count, 4) + le(start, 4) + le(comment.count, 2) + comment
    return out
  }

  private func method(_ entry: Entry) -> [UInt8] { le(entry.isDeflated ? 8 : 0, 2) }

  private func fields(of entry: Entry, packed: [UInt8]) -> [UInt8] {
    let checksum = entry.statedChecksum ?? checksum(entry.content)
    return le(Int(checksum), 4) + le(packed.count, 4)
      + le(entry.statedSize ?? entry.content.count, 4)
  }
}

/// A number of so many bytes, lowest first.
func le(_ value: Int, _ bytes: Int) -> [UInt8] {
  (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

func checksum(_ bytes: [UInt8]) -> UInt32 {
  UInt32(crc32(0, bytes, UInt32(bytes.count)))
}

/// The bytes deflated without any frame (RFC 1951).
func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  precondition(levain_deflate_init(&stream, 6, -15) == Z_OK)
  defer { deflateEnd(&stream) }
  var input = bytes
  let room = Int(deflateBound(&stream, UInt(bytes.count)))
  return [UInt8](unsafeUninitializedCapacity: room) { output, count in
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(room)
      precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      count = room - Int(stream.avail_out)
    }
  }
}
