/// What opens an encrypted repository.
public enum RepositorySecret: Sendable {
  /// What somebody knows, in the bytes in which they typed it.
  case passphrase([UInt8])
  /// The content of a file of at least 32 random bytes.
  case keyFile([UInt8])

  static let shortestKeyFile = 32
  static let longestKeyFile = 1024 * 1024

  /// The kinds of secrets.
  public enum Kind: String, Sendable {
    case passphrase
    case keyFile
  }

  public var kind: Kind {
    switch self {
    case .passphrase: .passphrase
    case .keyFile: .keyFile
    }
  }

  /// Why it protects nothing; nil when it can be used.
  var weakness: String? {
    switch self {
    case .passphrase(let bytes): bytes.isEmpty ? "the passphrase is empty" : nil
    case .keyFile(let bytes):
      bytes.count < RepositorySecret.shortestKeyFile
        ? "the key file has \(bytes.count) bytes and needs \(RepositorySecret.shortestKeyFile)"
        : bytes.count > RepositorySecret.longestKeyFile
          ? "the key file has more than \(RepositorySecret.longestKeyFile) bytes" : nil
    }
  }
}

/// How much work it is to try a passphrase (scrypt, RFC 7914).
public struct ScryptCost: Sendable, Equatable {
  /// N: a power of two.
  public var rounds: Int
  /// r.
  public var blockSize: Int
  /// p.
  public var parallelism: Int

  /// Takes the parameters; nil when they are no such, or need more than a GiB of memory.
  public init?(rounds: Int, blockSize: Int, parallelism: Int) {
    guard (2...1 << 22).contains(rounds), rounds & (rounds - 1) == 0,
      (1...64).contains(blockSize), (1...16).contains(parallelism),
      128 * rounds * blockSize * parallelism <= 1 << 30
    else { return nil }
    self.init(proven: rounds, blockSize, parallelism)
  }

  private init(proven rounds: Int, _ blockSize: Int, _ parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// 32 MiB of memory and a tenth of a second.
  public static let usual = ScryptCost(proven: 1 << 15, 8, 1)
}

/// One of the secrets of a repository, as it is listed: nothing of the secret itself.
public struct RepositorySlot: Sendable, Equatable {
  /// By which it is removed; no number is given twice.
  public let number: Int
  public let kind: RepositorySecret.Kind
}
