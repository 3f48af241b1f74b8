public import RecipeModel

/// Where an imported recipe came from, and what its source said then.
public struct ArchivedSource: Sendable, Equatable {
  public var recipeID: RecipeID
  public var sourceName: String
  public var identityKind: ArchivedIdentityKind
  public var identity: String
  /// From 1.
  public var identityOrdinal: Int
  /// Of the source record as read.
  public var recordDigest: Digest
  public var format: String
  public var readerVersion: Int
  /// Of the body that the source record became.
  public var bodyDigest: Digest
  public var archive: String
  public var member: String
  /// What the format carried beyond the model, as JSON.
  public var extras: [UInt8]?

  public init(
    recipeID: RecipeID, sourceName: String, identityKind: ArchivedIdentityKind, identity: String,
    identityOrdinal: Int, recordDigest: Digest, format: String, readerVersion: Int,
    bodyDigest: Digest, archive: String, member: String, extras: [UInt8]? = nil
  ) {
    self.recipeID = recipeID
    self.sourceName = sourceName
    self.identityKind = identityKind
    self.identity = identity
    self.identityOrdinal = identityOrdinal
    self.recordDigest = recordDigest
    self.format = format
    self.readerVersion = readerVersion
    self.bodyDigest = bodyDigest
    self.archive = archive
    self.member = member
    self.extras = extras
  }
}
