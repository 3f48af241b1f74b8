import Crypto
import CryptoExtras
import Foundation

/// The master key, wrapped with the key that follows from one secret.
struct KeySlot: Sendable, Equatable {
  /// How the wrapping key follows from the secret.
  enum Derivation: Sendable, Equatable {
    case scrypt(ScryptCost)
    case hkdf
  }

  static let saltBytes = 32
  /// A nonce of 12 bytes, the key of 32, a tag of 16.
  static let wrappedBytes = 60

  var number: Int
  var derivation: Derivation
  var salt: [UInt8]
  var wrappedKey: [UInt8]

  var kind: RepositorySecret.Kind {
    switch derivation {
    case .scrypt: .passphrase
    case .hkdf: .keyFile
    }
  }

  /// Wraps a master key; nil when the secret cannot be worked with.
  init?(
    number: Int, wrapping master: SymmetricKey, with secret: RepositorySecret, cost: ScryptCost,
    repositoryID: String
  ) {
    self.number = number
    derivation =
      switch secret {
      case .passphrase: .scrypt(cost)
      case .keyFile: .hkdf
      }
    salt = SymmetricKey(size: .init(bitCount: KeySlot.saltBytes * 8)).bytes
    wrappedKey = []
    guard let key = wrappingKey(from: secret),
      let box = try? AES.GCM.seal(
        master.bytes, using: key, authenticating: binding(repositoryID: repositoryID)),
      let wrapped = box.combined
    else { return nil }
    wrappedKey = Array(wrapped)
  }

  init(number: Int, derivation: Derivation, salt: [UInt8], wrappedKey: [UInt8]) {
    self.number = number
    self.derivation = derivation
    self.salt = salt
    self.wrappedKey = wrappedKey
  }

  /// The master key; nil when the secret is another one, or the slot was changed.
  func open(with secret: RepositorySecret, repositoryID: String) -> SymmetricKey? {
    guard let key = wrappingKey(from: secret),
      let box = try? AES.GCM.SealedBox(combined: wrappedKey),
      let master = try? AES.GCM.open(
        box, using: key, authenticating: binding(repositoryID: repositoryID))
    else { return nil }
    return SymmetricKey(data: master)
  }

  private func wrappingKey(from secret: RepositorySecret) -> SymmetricKey? {
    switch (derivation, secret) {
    case (.scrypt(let cost), .passphrase(let bytes)) where !bytes.isEmpty:
      try? KDF.Scrypt.deriveKey(
        from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds,
        blockSize: cost.blockSize, parallelism: cost.parallelism)
    case (.hkdf, .keyFile(let bytes)):
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: bytes), salt: salt,
        info: Array("levain-repository key file".utf8), outputByteCount: 32)
    default: nil
    }
  }

  /// A slot opens nowhere but in its place.
  private func binding(repositoryID: String) -> [UInt8] {
    Array("levain-repository slot \(number) of \(repositoryID)".utf8)
  }
}

extension SymmetricKey {
  var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
