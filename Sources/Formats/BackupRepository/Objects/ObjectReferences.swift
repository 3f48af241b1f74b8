public import RecipeModel

/// What somebody who needs a shard knows of it.
public struct ShardReference: Sendable, Hashable {
  /// SHA-256 of its content.
  public var digest: Digest
  /// How many bytes its content has.
  public var contentBytes: Int
  /// SHA-256 of its file.
  public var storedDigest: Digest
  /// How many bytes its file has.
  public var storedBytes: Int

  public init(digest: Digest, contentBytes: Int, storedDigest: Digest, storedBytes: Int) {
    self.digest = digest
    self.contentBytes = contentBytes
    self.storedDigest = storedDigest
    self.storedBytes = storedBytes
  }

  /// What one shard holds at most.
  public static let mostContentBytes = 256 * 1024 * 1024
}

/// What somebody who needs an image file knows of it.
public struct ImageReference: Sendable, Hashable {
  /// SHA-256 of the image file.
  public var digest: Digest
  public var bytes: Int

  public init(digest: Digest, bytes: Int) {
    self.digest = digest
    self.bytes = bytes
  }

  /// How many bytes one image has at most.
  public static let mostBytes = 256 * 1024 * 1024
}

/// What became of content that was to be stored.
public struct StoredObject<Reference: Sendable & Hashable>: Sendable, Hashable {
  public var reference: Reference
  /// How many bytes its file has.
  public var storedBytes: Int
  /// Whether the repository held it already, so that nothing was written.
  public var wasThere: Bool
}

/// The file of an object.
public struct ObjectFile: Sendable, Hashable {
  public var name: ObjectName
  public var bytes: Int
}
