/// What content is by its first bytes; names and extensions do not matter.
enum ContainerKind: Equatable {
  case gzip, zip, tar
  /// Packed in a way that is not read; what it is and what to do instead.
  case unsupported(kind: String, instead: String)

  /// Looks at the front of the content; nil for anything that is not packed.
  init?(of sample: [UInt8]) {
    if sample.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if ContainerKind.zipSignatures.contains(where: { sample.starts(with: $0) }) {
      self = .zip
    } else if let known = ContainerKind.unsupportedSignatures.first(where: {
      sample.starts(with: $0.signature)
    }) {
      self = .unsupported(kind: known.kind, instead: "unpack it and give the folder")
    } else if ContainerKind.isTarHeader(sample) {
      self = .tar
    } else {
      return nil
    }
  }

  /// A local header, the directory end of an empty zip, and the mark of a split one.
  private static let zipSignatures: [[UInt8]] = [
    [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08],
  ]

  private static let unsupportedSignatures: [(signature: [UInt8], kind: String)] =
    [
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
      (Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive"),
      (Array("MSCF\0\0\0\0".utf8), "a Windows cabinet"),
      (Array("070701".utf8), "a cpio archive"),
      (Array("070702".utf8), "a cpio archive"),
      (Array("070707".utf8), "a cpio archive"),
      (Array("!<arch>\n".utf8), "an ar archive"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz"),
      ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard"),
      ([0x04, 0x22, 0x4D, 0x18], "compressed with LZ4"),
      (Array("LZIP\u{1}".utf8), "compressed with lzip"),
      ([0x1F, 0x9D], "compressed with compress"),
    ]
    + (UInt8(ascii: "1")...UInt8(ascii: "9")).map { level in
      (Array("BZh".utf8) + [level, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59], "compressed with bzip2")
    }

  /// Whether the first block is a tar header: the only sure mark of all dialects is its checksum.
  private static func isTarHeader(_ sample: [UInt8]) -> Bool {
    guard sample.count >= 512, sample[0] != 0 else { return false }
    let checksumField = 148..<156
    var stated = 0
    var digits = 0
    for byte in sample[checksumField] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        stated = stated * 8 + Int(byte - UInt8(ascii: "0"))
        digits += 1
      case UInt8(ascii: " "), 0: continue
      default: return false
      }
    }
    var sum = 0
    for index in 0..<512 { sum += checksumField.contains(index) ? 0x20 : Int(sample[index]) }
    return digits > 0 && sum == stated
  }
}
