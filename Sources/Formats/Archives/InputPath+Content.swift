import struct Crypto.SHA256
import PipelineCore

extension InputPath {
  /// SHA-256 of all that is read below the path: of each file its name, its size and its bytes.
  ///
  /// Throws what keeps a file from being read, or what `watch` throws, which is told how many bytes
  /// were read since it was last told.
  public func contentDigest(watch: (Int64) throws -> Void) throws -> [UInt8] {
    var hasher = SHA256()
    var files = InputFiles(paths: [path])
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while let item = try files.next() {
      guard case .file(let path, let name) = item else { continue }
      let source = DigestingByteSource(try FileByteSource(path: path))
      while true {
        let count = try buffer.withUnsafeMutableBytes { (bytes) throws(ReadFault) in
          try source.read(into: bytes)
        }
        if count == 0 { break }
        try watch(Int64(count))
      }
      hasher.update(data: Array(name.utf8) + [0])
      hasher.update(data: withUnsafeBytes(of: source.count.littleEndian) { Array($0) })
      hasher.update(data: source.digest)
    }
    return Array(hasher.finalize())
  }
}
