public import ArchiveRecords
public import RecipeModel

/// What an archive says of itself, so that a reader can tell that nothing is missing or changed.
public struct ArchiveManifest: Sendable, Equatable {
  /// The reference time of the run that wrote it.
  public var createdAt: Instant
  public var scope: ArchiveScope
  public var members: [Member]

  public init(createdAt: Instant, scope: ArchiveScope, members: [Member] = []) {
    self.createdAt = createdAt
    self.scope = scope
    self.members = members
  }

  /// One member of the tar.
  public struct Member: Sendable, Equatable {
    public var name: String
    /// What its lines are; nil for an image file.
    public var entity: ArchiveEntity?
    /// How many lines it has; 1 for an image file.
    public var records: Int
    /// How many bytes it has in the tar.
    public var bytes: Int64
    /// Of the bytes in the tar.
    public var digest: Digest
    /// Of the unpacked content, which is what is left of a shard once it is unpacked.
    public var contentDigest: Digest

    public init(
      name: String, entity: ArchiveEntity?, records: Int, bytes: Int64, digest: Digest,
      contentDigest: Digest
    ) {
      self.name = name
      self.entity = entity
      self.records = records
      self.bytes = bytes
      self.digest = digest
      self.contentDigest = contentDigest
    }
  }

  /// How many records of each entity the members have together.
  public var counts: [ArchiveEntity: Int] {
    members.reduce(into: [:]) { counts, member in
      if let entity = member.entity { counts[entity, default: 0] += member.records }
    }
  }
}

/// What an archive holds, and what it may not hold.
public struct ArchiveScope: Sendable, Equatable {
  /// The community it is of; nil for the whole installation.
  public var communityID: CommunityID?
  /// Whether users have their e-mail addresses and preferences (R7).
  public var holdsEmailAddresses: Bool

  public init(communityID: CommunityID?, holdsEmailAddresses: Bool) {
    self.communityID = communityID
    self.holdsEmailAddresses = holdsEmailAddresses
  }
}
