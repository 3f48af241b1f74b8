import Archives
import RecipeCoding
import RecipeModel

extension Repository {
  /// Reads the content of a shard.
  ///
  /// Everything is proved: the size and digest of the file, the seal, the size and digest of the
  /// content. At most `ShardReference.mostContentBytes` come of it, whatever the file holds.
  ///
  /// - Parameter reference: What a manifest says of it.
  /// - Returns: The content.
  /// - Throws: A `RepositoryFault` that names the file.
  public func readShard(_ reference: ShardReference) throws(RepositoryFault) -> [UInt8] {
    let path = name(of: reference.digest, .shard).path
    guard (0...ShardReference.mostContentBytes).contains(reference.contentBytes) else {
      throw folder.fault(.limitExceeded(limit: "bytes of a shard"), path)
    }
    let stored = try folder.read(path, .exactly(reference.storedBytes))
    guard Digest.sha256(stored) == reference.storedDigest else {
      throw damaged(path, "its bytes do not have the digest that its snapshot says")
    }
    let content = try content(ofShard: stored, path, reference.contentBytes)
    guard Digest.sha256(content) == reference.digest else {
      throw damaged(path, "its content does not have the digest that its snapshot says")
    }
    return content
  }

  func content(
    ofShard stored: [UInt8], _ path: String, _ size: Int
  ) throws(RepositoryFault) -> [UInt8] {
    guard let content = Deflate.inflate(try opened(stored, as: path), to: size) else {
      throw damaged(path, "it does not inflate to the size that its snapshot says")
    }
    return content
  }

  /// A seal that does not fit to its file is tampering; a digest is changed by any damage.
  private func damaged(_ path: String, _ detail: String) -> RepositoryFault {
    folder.fault(.damaged(detail: detail), path)
  }

  /// Reads an image file, and proves it.
  public func readImage(_ reference: ImageReference) throws(RepositoryFault) -> [UInt8] {
    let path = name(of: reference.digest, .image).path
    guard (0...ImageReference.mostBytes).contains(reference.bytes) else {
      throw folder.fault(.limitExceeded(limit: "bytes of an image"), path)
    }
    let stored = try folder.read(path, .exactly(storedBytes(ofImage: reference.bytes)))
    let content = try opened(stored, as: path)
    guard Digest.sha256(content) == reference.digest else {
      throw damaged(path, "its content does not have the digest that it is known by")
    }
    return content
  }

  func storedBytes(ofImage bytes: Int) -> Int {
    bytes + (keys == nil ? 0 : RepositoryKeys.overhead)
  }

  /// Proves an image file.
  public func proveImage(_ reference: ImageReference) throws(RepositoryFault) {
    _ = try readImage(reference)
  }

  /// Writes an image file, once it is proved, to where it shall be.
  ///
  /// - Parameters:
  ///   - reference: The image.
  ///   - path: Where the file will be; one that is there is replaced.
  /// - Throws: A `RepositoryFault`; `unwritable` when it is the file that cannot be written.
  public func copyImage(
    _ reference: ImageReference, to path: String
  ) throws(RepositoryFault) {
    let content = try readImage(reference)
    do throws(WriteFault) {
      let file = try AtomicFile(path: path)
      try file.write(content)
      try file.commit()
    } catch {
      throw RepositoryFault(.unwritable(error), path: path)
    }
  }
}

// Snapshots and files.
extension Repository {
  /// All snapshots, the oldest first.
  public func snapshots() throws(RepositoryFault) -> [SnapshotID] {
    try folder.entries(of: RepositoryLayout.snapshots).compactMap {
      RepositoryLayout.snapshot(ofFile: $0)
    }.sorted()
  }

  /// Reads a snapshot's manifest, and proves that it is the one that was written under that name.
  public func manifest(_ id: SnapshotID) throws(RepositoryFault) -> SnapshotManifest {
    let path = RepositoryLayout.path(of: id)
    let stored: [UInt8]
    do throws(RepositoryFault) {
      stored = try folder.read(path, .atMost(SnapshotManifest.largestFile))
    } catch {
      throw error.cause == .missing ? folder.fault(.noSuchSnapshot, path) : error
    }
    guard let (line, second) = DigestedDocument.split(try opened(stored, as: path)),
      second == DigestedDocument.secondLine(line)
    else { throw folder.fault(DigestedDocument.damage, path) }
    let manifest = try SnapshotManifest.read(line, path: folder.full(path))
    guard manifest.id == id else {
      throw damaged(path, "it is the manifest of another snapshot")
    }
    return manifest
  }

  /// Everything that lies in the repository besides its settings, snapshots and locks.
  public func contents() throws(RepositoryFault) -> RepositoryContents {
    var contents = RepositoryContents()
    for name in try folder.entries(of: "") where !RepositoryLayout.folders.contains(name) {
      if name != RepositoryLayout.configName { contents.addOther(name, in: folder) }
    }
    for name in try folder.entries(of: RepositoryLayout.snapshots)
    where RepositoryLayout.snapshot(ofFile: name) == nil {
      contents.addOther("\(RepositoryLayout.snapshots)/\(name)", in: folder)
    }
    for kind in ObjectKind.allCases {
      for prefix in try folder.entries(of: kind.folder) {
        let path = "\(kind.folder)/\(prefix)"
        guard folder.isFolder(path) else {
          contents.addOther(path, in: folder)
          continue
        }
        for name in try folder.entries(of: path) {
          contents.add("\(path)/\(name)", name, kind, in: folder)
        }
      }
    }
    return contents
  }
}

/// What lies in a repository's folder.
public struct RepositoryContents: Sendable, Equatable {
  /// The objects, by their paths.
  public internal(set) var objects: [ObjectFile] = []
  /// What runs that were killed left behind: paths from the root, and sizes.
  public internal(set) var leftovers: [Leftover] = []
  /// What no repository has, which is left alone: paths from the root.
  public internal(set) var strangers: [String] = []

  /// A file that never became whole.
  public struct Leftover: Sendable, Equatable {
    public var path: String
    public var bytes: Int
  }

  fileprivate mutating func add(
    _ path: String, _ name: String, _ kind: ObjectKind, in folder: RepositoryFolder
  ) {
    guard let digest = HexDigit.digest(name), ObjectName(kind: kind, digest: digest).path == path,
      let bytes = folder.size(of: path)
    else { return addOther(path, in: folder) }
    objects.append(ObjectFile(name: ObjectName(kind: kind, digest: digest), bytes: bytes))
  }

  fileprivate mutating func addOther(_ path: String, in folder: RepositoryFolder) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if RepositoryLayout.isUnfinished(name), let bytes = folder.size(of: path) {
      leftovers.append(Leftover(path: path, bytes: bytes))
    } else {
      strangers.append(path)
    }
  }
}
