import enum Crypto.AES
import struct Crypto.HKDF
import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey
import Foundation
import RecipeModel

/// The keys of an encrypted repository, all of which follow from its master key.
struct RepositoryKeys: Sendable {
  let master: SymmetricKey
  private let sealing: SymmetricKey
  private let nonces: SymmetricKey
  private let names: SymmetricKey
  private let config: SymmetricKey

  private static let magic = Array("LEVAINS1".utf8)
  private static let nonceBytes = 12
  private static let tagBytes = 16
  /// How much longer sealed bytes are.
  static let overhead = magic.count + nonceBytes + tagBytes

  init(master: SymmetricKey, repositoryID: String) {
    func key(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: master, salt: Array(repositoryID.utf8),
        info: Array("levain-repository \(purpose)".utf8), outputByteCount: 32)
    }
    self.master = master
    sealing = key("sealing")
    nonces = key("nonces")
    names = key("names")
    config = key("config")
  }

  /// The name of what has a content digest: what is equal has one name, which tells nobody without the
  /// key what it is of.
  func name(of digest: Digest, _ kind: ObjectKind) -> Digest {
    code(of: [Array("\(kind.folder)/".utf8), digest.bytes], names)
  }

  /// By what the settings are known to be from somebody who has the key.
  func code(ofConfig line: [UInt8]) -> Digest { code(of: [line], config) }

  private func code(of parts: [[UInt8]], _ key: SymmetricKey) -> Digest {
    var hmac = HMAC<SHA256>(key: key)
    for part in parts { hmac.update(data: part) }
    return Digest(bytes: hmac.finalize().withUnsafeBytes { Array($0) })
  }

  /// Seals bytes that open only as what lies under the path.
  ///
  /// The nonce follows from bytes and path: equal bytes in one place give equal files, and no nonce
  /// serves two different ones.
  func seal(_ bytes: [UInt8], as path: String) -> [UInt8]? {
    let binding = Array("\(path)\n".utf8)
    let nonce = code(of: [binding, bytes], nonces).bytes.prefix(RepositoryKeys.nonceBytes)
    guard let value = try? AES.GCM.Nonce(data: nonce),
      let box = try? AES.GCM.seal(bytes, using: sealing, nonce: value, authenticating: binding)
    else { return nil }
    var sealed: [UInt8] = []
    sealed.reserveCapacity(bytes.count + RepositoryKeys.overhead)
    sealed += RepositoryKeys.magic
    sealed += nonce
    sealed += box.ciphertext
    sealed += box.tag
    return sealed
  }

  /// Opens what was sealed under the path; nil when a byte or the path is another one.
  func open(_ sealed: [UInt8], as path: String) -> [UInt8]? {
    guard sealed.count >= RepositoryKeys.overhead, sealed.starts(with: RepositoryKeys.magic)
    else { return nil }
    let rest = sealed.dropFirst(RepositoryKeys.magic.count)
    guard let nonce = try? AES.GCM.Nonce(data: rest.prefix(RepositoryKeys.nonceBytes)),
      let box = try? AES.GCM.SealedBox(
        nonce: nonce,
        ciphertext: rest.dropFirst(RepositoryKeys.nonceBytes).dropLast(RepositoryKeys.tagBytes),
        tag: rest.suffix(RepositoryKeys.tagBytes)),
      let bytes = try? AES.GCM.open(
        box, using: sealing, authenticating: Array("\(path)\n".utf8))
    else { return nil }
    return Array(bytes)
  }
}
