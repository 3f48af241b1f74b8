import struct Crypto.SHA256
public import RecipeModel

extension Digest {
  /// SHA-256 (FIPS 180-4) of some bytes.
  public static func sha256(_ bytes: some Sequence<UInt8>) -> Digest {
    var hash = SHA256()
    let done: Void? = bytes.withContiguousStorageIfAvailable {
      hash.update(bufferPointer: UnsafeRawBufferPointer($0))
    }
    if done == nil { hash.update(data: Array(bytes)) }
    return Digest(bytes: hash.finalize().withUnsafeBytes { Array($0) })
  }
}
