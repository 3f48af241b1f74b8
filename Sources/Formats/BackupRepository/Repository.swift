// A repository is the folder in which backups lie: objects named by what is in them, and snapshots
// that name the objects that they need. It knows neither recipes nor the store: what a line of a shard
// means is decided by who writes it.
//
//   Folder/    where what lies, and how files get there whole
//   Sealing/   secrets, slots and keys of an encrypted repository
//   Objects/   shards and images
//   Manifest/  what a snapshot says of itself
//   Sessions/  who may do what at the same time; adding and removing

import RecipeCoding
public import RecipeModel

/// A folder of backups, open for reading.
///
/// It may be used by several threads. What changes it goes through a session: `beginAdding` and
/// `beginRemoving`.
public struct Repository: Sendable {
  /// Where it lies.
  public var path: String { folder.root }
  /// What it was named when it was created.
  public let id: String
  public let createdAt: Instant
  /// Whether its files open only with a secret.
  public var isEncrypted: Bool { keys != nil }

  let folder: RepositoryFolder
  let keys: RepositoryKeys?
  /// The number of the slot that opened it; nil for one that is not encrypted.
  public internal(set) var openedSlot: Int?

  /// Whether a folder says that it is a repository.
  public static func isRepository(at path: String) -> Bool {
    RepositoryFolder(root: path).size(of: RepositoryLayout.configName) != nil
  }

  /// Opens a repository.
  ///
  /// - Parameters:
  ///   - path: Its folder.
  ///   - secret: What opens it; nil for one that is not encrypted.
  /// - Returns: The repository.
  /// - Throws: A `RepositoryFault`, which tells a wrong secret from settings that are damaged
  ///   (their digest is wrong) or tampered with (the key that they open does not vouch for them).
  public static func open(
    at path: String, secret: RepositorySecret? = nil
  ) throws(RepositoryFault) -> Repository {
    try open(RepositoryFolder(root: path), secret: secret)
  }

  static func open(
    _ folder: RepositoryFolder, secret: RepositorySecret?
  ) throws(RepositoryFault) -> Repository {
    let (config, line, secondLine) = try readConfig(in: folder)
    let configPath = RepositoryLayout.configName
    guard !config.slots.isEmpty else {
      guard secret == nil else { throw folder.fault(.notEncrypted, "") }
      return Repository(id: config.id, createdAt: config.createdAt, folder: folder, keys: nil)
    }
    guard let secret else { throw folder.fault(.needsSecret, "") }
    for slot in config.slots {
      guard let master = slot.open(with: secret, repositoryID: config.id) else { continue }
      let keys = RepositoryKeys(master: master, repositoryID: config.id)
      let code = keys.code(ofConfig: line)
      guard secondLine == DigestedDocument.secondLine(line, code: code) else {
        throw folder.fault(
          .tampered(detail: "the key that it holds does not vouch for it"), configPath)
      }
      return Repository(
        id: config.id, createdAt: config.createdAt, folder: folder, keys: keys,
        openedSlot: slot.number)
    }
    throw folder.fault(.wrongSecret, "")
  }

  /// Reads the settings; gives also the two lines that they stand in.
  static func readConfig(
    in folder: RepositoryFolder
  ) throws(RepositoryFault) -> (config: RepositoryConfig, line: [UInt8], secondLine: [UInt8]) {
    let path = RepositoryLayout.configName
    let bytes: [UInt8]
    do throws(RepositoryFault) {
      bytes = try folder.read(path, .atMost(RepositoryConfig.largestFile))
    } catch {
      throw error.cause == .missing ? folder.fault(.notARepository, "") : error
    }
    guard let (line, second) = DigestedDocument.split(bytes) else {
      throw folder.fault(DigestedDocument.damage, path)
    }
    // The code behind the digest is proved once there is a key.
    let plain = DigestedDocument.secondLine(line)
    let mayHoldCode =
      second.count == DigestedDocument.secondLine(line, code: .sha256(line)).count
      && second.starts(with: plain.dropLast(2))
    guard second == plain || mayHoldCode
    else { throw folder.fault(DigestedDocument.damage, path) }
    let config = try RepositoryConfig.read(line, path: folder.full(path))
    guard (second == plain) == config.slots.isEmpty else {
      throw folder.fault(
        .tampered(detail: "its second line is not that of an encrypted repository"), path)
    }
    return (config, line, second)
  }

  /// The name under which something of a content digest lies here.
  public func name(of digest: Digest, _ kind: ObjectKind) -> ObjectName {
    ObjectName(kind: kind, digest: keys?.name(of: digest, kind) ?? digest)
  }

  /// What is stored for some bytes.
  func sealed(_ bytes: [UInt8], as path: String) throws(RepositoryFault) -> [UInt8] {
    guard let keys else { return bytes }
    guard let sealed = keys.seal(bytes, as: path) else {
      throw folder.fault(.limitExceeded(limit: "bytes that are sealed together"), path)
    }
    return sealed
  }

  /// The bytes that something stored is for.
  func opened(_ stored: [UInt8], as path: String) throws(RepositoryFault) -> [UInt8] {
    guard let keys else { return stored }
    guard let bytes = keys.open(stored, as: path) else {
      throw folder.fault(.tampered(detail: "it does not open with the repository's key"), path)
    }
    return bytes
  }
}
