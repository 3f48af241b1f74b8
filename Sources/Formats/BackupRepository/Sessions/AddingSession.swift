import Archives
import Glibc
import RecipeCoding
public import RecipeModel
import Synchronization

/// Adds objects and snapshots to a repository, which it holds meanwhile.
///
/// Several threads may store at once. Nothing that is there is changed before a snapshot is written:
/// a run that is killed leaves objects that no snapshot names, which the next one takes up or a
/// removing session removes.
public final class AddingSession: Sendable {
  public let repository: Repository
  private let lock: RepositoryLock
  private let state = Mutex(State())

  private struct State {
    /// What snapshots name: it was on the disk before they were.
    var trustedShards: [Digest: ShardReference] = [:]
    /// All that they say: two may tell of one content in files of different bytes.
    var trusted: Set<ShardReference> = []
    var trustedImages: Set<ImageReference> = []
    var storedShards: [Digest: ShardReference] = [:]
    var storedImages: [Digest: Int] = [:]
    /// What may not be on the disk yet.
    var unsettled: Set<ObjectName> = []
    var folders: Set<String> = []
  }

  init(_ repository: Repository, _ lock: RepositoryLock) {
    self.repository = repository
    self.lock = lock
  }

  /// Takes the shards of a snapshot of this repository for whole where their files have their sizes.
  ///
  /// Others that are there are read before they are taken. Read the manifest after the session began:
  /// until then somebody else may remove what it names.
  public func trust(_ manifest: SnapshotManifest) {
    state.withLock { state in
      for shard in manifest.shards {
        state.trustedShards[shard.object.digest] = shard.object
        state.trusted.insert(shard.object)
      }
    }
  }

  /// Takes images that rows of such a snapshot name for whole where their files have their sizes.
  public func trustImages(_ images: some Sequence<ImageReference>) {
    state.withLock { $0.trustedImages.formUnion(images) }
  }

  /// Stores content as a shard, unless it is there.
  public func storeShard(
    _ content: [UInt8]
  ) throws(RepositoryFault) -> StoredObject<ShardReference> {
    // The buffer's own closure would lose the type of what is thrown.
    let result = content.withUnsafeBytes { bytes in
      Result { () throws(RepositoryFault) in try storeShard(bytes) }
    }
    return try result.get()
  }

  /// Stores content as a shard, unless it is there.
  ///
  /// - Parameter content: Lines of JSON, at most `ShardReference.mostContentBytes`.
  /// - Returns: What its snapshot says of it.
  /// - Throws: A `RepositoryFault`.
  public func storeShard(
    _ content: UnsafeRawBufferPointer
  ) throws(RepositoryFault) -> StoredObject<ShardReference> {
    guard content.count <= ShardReference.mostContentBytes else {
      throw repository.folder.fault(.limitExceeded(limit: "bytes of a shard"), "")
    }
    let digest = Digest.sha256(content)
    let name = repository.name(of: digest, .shard)
    if let reference = held(digest, name) { return there(reference) }
    if let reference = adopted(content, digest, name) {
      state.withLock { state in
        state.storedShards[digest] = reference
        state.unsettled.insert(name)
      }
      return there(reference)
    }
    guard let packed = Deflate.compress(content) else {
      throw repository.folder.fault(.limitExceeded(limit: "memory for a shard"), name.path)
    }
    let stored = try repository.sealed(packed, as: name.path)
    let reference = ShardReference(
      digest: digest, contentBytes: content.count, storedDigest: .sha256(stored),
      storedBytes: stored.count)
    try write(stored, name)
    state.withLock { $0.storedShards[digest] = reference }
    return StoredObject(reference: reference, storedBytes: stored.count, wasThere: false)
  }

  private func there(_ reference: ShardReference) -> StoredObject<ShardReference> {
    StoredObject(reference: reference, storedBytes: reference.storedBytes, wasThere: true)
  }

  /// The shard when it was stored in this session, or a snapshot names it and its file has its size.
  private func held(_ digest: Digest, _ name: ObjectName) -> ShardReference? {
    let (stored, trusted) = state.withLock { ($0.storedShards[digest], $0.trustedShards[digest]) }
    if let stored { return stored }
    guard let trusted, repository.folder.size(of: name.path) == trusted.storedBytes else {
      return nil
    }
    return trusted
  }

  /// The shard when a file of its name holds just that.
  ///
  /// A loss of power may have torn what a killed run left.
  private func adopted(
    _ content: UnsafeRawBufferPointer, _ digest: Digest, _ name: ObjectName
  ) -> ShardReference? {
    guard repository.folder.size(of: name.path) != nil,
      let stored = try? repository.folder.read(
        name.path, .atMost(2 * ShardReference.mostContentBytes)),
      let found = try? repository.content(ofShard: stored, name.path, content.count),
      found.elementsEqual(content)
    else { return nil }
    return ShardReference(
      digest: digest, contentBytes: content.count, storedDigest: .sha256(stored),
      storedBytes: stored.count)
  }

  /// Stores an image file, unless it is there.
  ///
  /// - Parameters:
  ///   - path: The file, at most `ImageReference.mostBytes`.
  ///   - digest: What its bytes must have.
  /// - Returns: What it is known by.
  /// - Throws: A `RepositoryFault`; one that names `path` when it is the file that is not whole.
  public func storeImage(
    path: String, digest: Digest
  ) throws(RepositoryFault) -> StoredObject<ImageReference> {
    let name = repository.name(of: digest, .image)
    if let bytes = heldImage(digest, name) {
      return StoredObject(
        reference: ImageReference(digest: digest, bytes: bytes),
        storedBytes: repository.storedBytes(ofImage: bytes), wasThere: true)
    }
    let content = try RepositoryFolder.read(
      path, .atMost(ImageReference.mostBytes), following: true)
    guard Digest.sha256(content) == digest else {
      throw RepositoryFault(
        .damaged(detail: "its bytes do not have the digest that it is known by"), path: path)
    }
    let reference = ImageReference(digest: digest, bytes: content.count)
    let storedBytes = repository.storedBytes(ofImage: content.count)
    // What a killed run left may be torn.
    let wasThere = (try? repository.proveImage(reference)) != nil
    if !wasThere { try write(try repository.sealed(content, as: name.path), name) }
    state.withLock { state in
      state.storedImages[digest] = content.count
      state.unsettled.insert(name)
    }
    return StoredObject(reference: reference, storedBytes: storedBytes, wasThere: wasThere)
  }

  /// The size of an image that was stored in this session, or that a snapshot names.
  private func heldImage(_ digest: Digest, _ name: ObjectName) -> Int? {
    if let stored = state.withLock({ $0.storedImages[digest] }) { return stored }
    guard let size = repository.folder.size(of: name.path) else { return nil }
    let bytes = size - repository.storedBytes(ofImage: 0)
    let reference = ImageReference(digest: digest, bytes: bytes)
    return state.withLock { $0.trustedImages.contains(reference) } ? bytes : nil
  }

  private func write(_ stored: [UInt8], _ name: ObjectName) throws(RepositoryFault) {
    if state.withLock({ !$0.folders.contains(name.folder) }) {
      try repository.folder.makeFolder(name.folder)
      _ = state.withLock { $0.folders.insert(name.folder) }
    }
    try repository.folder.write([stored], to: name.path)
    _ = state.withLock { $0.unsettled.insert(name) }
  }
}

// Snapshots.
extension AddingSession {
  private static let fewFiles = 64

  /// Brings everything that was stored to the disk.
  public func settle() throws(RepositoryFault) {
    let names = state.withLock { $0.unsettled }
    guard !names.isEmpty else { return }
    let folder = repository.folder
    // Many files go faster together. That tells of no errors; syncing one by one behind it does.
    if names.count > AddingSession.fewFiles { sync() }
    for name in names { try folder.syncFile(name.path) }
    for path in Set(names.map(\.folder)).union(names.map(\.kind.folder)) {
      try folder.syncFolder(path)
    }
    state.withLock { $0.unsettled.subtract(names) }
  }

  /// Writes a snapshot, once everything that was stored is on the disk.
  ///
  /// - Parameter manifest: What it says. Each of its shards was stored in this session, or is of a
  ///   snapshot that is trusted.
  /// - Returns: Its name.
  /// - Throws: A `RepositoryFault`; `missing` or `damaged`, with the file, when a shard of a trusted
  ///   snapshot is no longer there with its size.
  @discardableResult
  public func write(_ manifest: SnapshotManifest) throws(RepositoryFault) -> SnapshotID {
    let folder = repository.folder
    guard let id = manifest.id, manifest.contradiction == nil else {
      throw folder.fault(
        .limitExceeded(limit: "what a snapshot may say"), RepositoryLayout.snapshots)
    }
    let path = RepositoryLayout.path(of: id)
    let line = manifest.line
    // What is written can be read: limits of texts and numbers are proved by reading them.
    guard (try? SnapshotManifest.read(line, path: path)) == manifest else {
      throw folder.fault(.limitExceeded(limit: "what a snapshot may say"), path)
    }
    try proveShards(of: manifest)
    try settle()
    // Two names of one second are equal once in four thousand million times.
    if let other = try? repository.manifest(id), other != manifest {
      throw folder.fault(.unwritable(WriteFault(.exists, path: folder.full(path))), path)
    }
    let stored = try repository.sealed(DigestedDocument.lines(line), as: path)
    guard stored.count <= SnapshotManifest.largestFile else {
      throw folder.fault(.limitExceeded(limit: "bytes of a manifest"), path)
    }
    try folder.write([stored], to: path, durably: true)
    trust(manifest)
    return id
  }

  /// Gives the repository back; without effect the second time.
  public func end() { lock.release() }

  private func proveShards(of manifest: SnapshotManifest) throws(RepositoryFault) {
    let (stored, trusted) = state.withLock { ($0.storedShards, $0.trusted) }
    for shard in manifest.shards where stored[shard.object.digest] != shard.object {
      let path = repository.name(of: shard.object.digest, .shard).path
      guard trusted.contains(shard.object),
        let size = repository.folder.size(of: path)
      else { throw repository.folder.fault(.missing, path) }
      guard size == shard.object.storedBytes else {
        throw repository.folder.fault(
          .damaged(detail: "it has \(size) bytes and should have \(shard.object.storedBytes)"), path
        )
      }
    }
  }
}

extension Repository {
  /// Takes the repository for adding to it.
  ///
  /// - Parameter holder: Who does so, for those who come meanwhile.
  /// - Returns: The session, which holds it until it ends or is forgotten.
  /// - Throws: `locked`, naming who adds or removes.
  public func beginAdding(holder: String) throws(RepositoryFault) -> AddingSession {
    AddingSession(self, try lock(.adding, holder: holder))
  }
}
