import struct Crypto.SymmetricKey
import RecipeCoding
public import RecipeModel

extension Repository {
  /// Creates a repository in a folder that is not there, or empty.
  ///
  /// A creation that was killed leaves a folder that the next one takes over.
  ///
  /// - Parameters:
  ///   - path: The folder; the one around it must be there.
  ///   - secret: What opens it; nil for one that is not encrypted.
  ///   - id: What tells it from all others, 1 to 255 bytes.
  ///   - createdAt: The time of the run.
  ///   - cost: How much work it is to try a passphrase.
  /// - Returns: The repository, open.
  /// - Throws: A `RepositoryFault`.
  public static func create(
    at path: String, secret: RepositorySecret? = nil, id: String, createdAt: Instant,
    cost: ScryptCost = .usual
  ) throws(RepositoryFault) -> Repository {
    try create(
      in: RepositoryFolder(root: path), secret: secret, id: id, createdAt: createdAt, cost: cost)
  }

  static func create(
    in folder: RepositoryFolder, secret: RepositorySecret?, id: String, createdAt: Instant,
    cost: ScryptCost
  ) throws(RepositoryFault) -> Repository {
    precondition((1...255).contains(id.utf8.count), "a repository has a name")
    var config = RepositoryConfig(id: id, createdAt: createdAt, slots: [], nextSlot: 1)
    var keys: RepositoryKeys?
    if let secret {
      let made = RepositoryKeys(master: SymmetricKey(size: .bits256), repositoryID: id)
      try config.add(secret, cost: cost, keys: made, in: folder)
      keys = made
    }
    let isNew = try folder.makeFolder("")
    guard try isFree(folder) else { throw folder.fault(.isNotEmpty, "") }
    for name in RepositoryLayout.folders { try folder.makeFolder(name) }
    // Of two at once, the second one finds what the first has made.
    let lock = try RepositoryLock.take(.adding, of: folder, holder: "whoever creates it")
    defer { lock.release() }
    guard try isFree(folder) else { throw folder.fault(.isNotEmpty, "") }
    try writeConfig(config, keys: keys, in: folder)
    // The folder around it may be one that nobody but its owner reads.
    if isNew { try? folder.syncFolder("..") }
    return Repository(
      id: id, createdAt: createdAt, folder: folder, keys: keys,
      openedSlot: config.slots.first?.number)
  }

  /// Whether there is nothing but what a killed creation leaves.
  private static func isFree(_ folder: RepositoryFolder) throws(RepositoryFault) -> Bool {
    for name in try folder.entries(of: "") {
      if RepositoryLayout.isUnfinished(name) || name == RepositoryLayout.locks { continue }
      guard RepositoryLayout.folders.contains(name),
        try folder.entries(of: name).isEmpty
      else { return false }
    }
    return true
  }

  static func writeConfig(
    _ config: RepositoryConfig, keys: RepositoryKeys?, in folder: RepositoryFolder
  ) throws(RepositoryFault) {
    let line = config.line
    try folder.write(
      [DigestedDocument.lines(line, code: keys?.code(ofConfig: line))],
      to: RepositoryLayout.configName, durably: true)
  }
}

// Secrets.
extension Repository {
  /// The secrets that open it; none when it is not encrypted.
  public func slots() throws(RepositoryFault) -> [RepositorySlot] {
    try provenConfig().slots.map { RepositorySlot(number: $0.number, kind: $0.kind) }
  }

  /// Lets another secret open it, besides those that do; no other file is written.
  ///
  /// - Parameters:
  ///   - secret: The new one.
  ///   - cost: How much work it is to try a passphrase.
  ///   - holder: Who does so, for those who come meanwhile.
  /// - Returns: The slot of the secret.
  /// - Throws: A `RepositoryFault`; `notEncrypted` when nothing is sealed here.
  @discardableResult
  public func add(
    _ secret: RepositorySecret, cost: ScryptCost = .usual, holder: String
  ) throws(RepositoryFault) -> RepositorySlot {
    let lock = try lock(.adding, holder: holder)
    defer { lock.release() }
    var config = try provenConfig()
    guard let keys else { throw folder.fault(.notEncrypted, "") }
    let slot = try config.add(secret, cost: cost, keys: keys, in: folder)
    try Repository.writeConfig(config, keys: keys, in: folder)
    return RepositorySlot(number: slot.number, kind: slot.kind)
  }

  /// Takes from a secret that it opens the repository; no other file is written.
  ///
  /// Who has opened it with that secret before may have kept the key: against them only a new
  /// repository helps.
  public func remove(slot number: Int, holder: String) throws(RepositoryFault) {
    let lock = try lock(.adding, holder: holder)
    defer { lock.release() }
    var config = try provenConfig()
    guard config.slots.contains(where: { $0.number == number }) else {
      throw folder.fault(.noSuchSlot(number), "")
    }
    guard config.slots.count > 1 else { throw folder.fault(.lastSlot(number), "") }
    config.slots.removeAll { $0.number == number }
    try Repository.writeConfig(config, keys: keys, in: folder)
  }

  /// Puts another secret in the place of the one that opened it, in one step; no other file is written.
  ///
  /// Who has opened it with the old one before may have kept the key, as with `remove`.
  ///
  /// - Parameters:
  ///   - secret: The new one.
  ///   - cost: How much work it is to try a passphrase.
  ///   - holder: Who does so, for those who come meanwhile.
  /// - Returns: The slot of the new secret.
  /// - Throws: A `RepositoryFault`; `notEncrypted` when nothing is sealed here, `noSuchSlot` when
  ///   somebody has removed the old one meanwhile.
  public func replaceSecret(
    with secret: RepositorySecret, cost: ScryptCost = .usual, holder: String
  ) throws(RepositoryFault) -> RepositorySlot {
    let lock = try lock(.adding, holder: holder)
    defer { lock.release() }
    var config = try provenConfig()
    guard let keys, let openedSlot else { throw folder.fault(.notEncrypted, "") }
    guard config.slots.contains(where: { $0.number == openedSlot }) else {
      throw folder.fault(.noSuchSlot(openedSlot), "")
    }
    config.slots.removeAll { $0.number == openedSlot }
    let slot = try config.add(secret, cost: cost, keys: keys, in: folder)
    try Repository.writeConfig(config, keys: keys, in: folder)
    return RepositorySlot(number: slot.number, kind: slot.kind)
  }

  /// The settings as they are now, vouched for by the key.
  private func provenConfig() throws(RepositoryFault) -> RepositoryConfig {
    let (config, line, second) = try Repository.readConfig(in: folder)
    let expected = DigestedDocument.secondLine(line, code: keys?.code(ofConfig: line))
    guard second == expected, config.id == id else {
      throw folder.fault(
        .tampered(detail: "it is not that of the repository that was opened"),
        RepositoryLayout.configName)
    }
    return config
  }
}

extension RepositoryConfig {
  /// Adds a slot for a secret.
  @discardableResult
  fileprivate mutating func add(
    _ secret: RepositorySecret, cost: ScryptCost, keys: RepositoryKeys, in folder: RepositoryFolder
  ) throws(RepositoryFault) -> KeySlot {
    if let weakness = secret.weakness {
      throw folder.fault(.unusableSecret(reason: weakness), "")
    }
    guard slots.count < RepositoryConfig.mostSlots else {
      throw folder.fault(.limitExceeded(limit: "\(RepositoryConfig.mostSlots) secrets"), "")
    }
    let slot = KeySlot(
      number: nextSlot, wrapping: keys.master, with: secret, cost: cost, repositoryID: id)
    guard let slot else {
      throw folder.fault(.unusableSecret(reason: "there is not the memory to try it"), "")
    }
    slots.append(slot)
    nextSlot += 1
    return slot
  }
}
