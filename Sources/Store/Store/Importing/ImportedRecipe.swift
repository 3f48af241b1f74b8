public import PipelineCore
public import RecipeCoding
public import RecipeModel

/// Where imported recipes go: a community, or a person's own catalogue.
public enum ImportPlace: Sendable, Equatable {
  case community(CommunityKey)
  case catalogue
}

/// A recipe that an earlier record became, and what its source said then.
public struct ImportedRecipe: Sendable, Equatable {
  public var key: RecipeKey
  public var creator: UserKey
  public var body: BodyKey
  public var isRoot: Bool
  public var isDeleted: Bool
  /// The digest of the source record as it was last taken over; nil for a recipe that was not
  /// imported.
  public var recordDigest: Digest?
  /// The body that the source gave then; another one here means that people edited since.
  public var sourceBody: BodyKey?
  /// The version of the reader that read the source then; nil for a recipe that was not imported.
  public var readerVersion: Int?
}

/// Everything a record brings that becomes rows.
public struct NewImport: Sendable {
  public var id: RecipeID
  /// The public id of the creator's personal copy (R8); nil in a catalogue.
  public var copyID: RecipeID?
  public var body: CodedBody
  /// What of it can be searched; nil leaves that to the stage of the full-text index.
  public var text: IndexedText?
  public var creator: UserKey
  public var place: ImportPlace
  /// The recipe in the same place that it is a variant of.
  public var origin: RecipeKey?
  /// The address of its first picture, when that is one.
  public var imageURL: String?
  public var createdAt: Instant
  public var updatedAt: Instant
  public var provenance: Provenance

  @inlinable
  public init(
    id: RecipeID, copyID: RecipeID?, body: CodedBody, text: IndexedText?, creator: UserKey,
    place: ImportPlace, origin: RecipeKey?, imageURL: String?, createdAt: Instant,
    updatedAt: Instant,
    provenance: Provenance
  ) {
    self.id = id
    self.copyID = copyID
    self.body = body
    self.text = text
    self.creator = creator
    self.place = place
    self.origin = origin
    self.imageURL = imageURL
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.provenance = provenance
  }
}

/// Where an imported recipe came from.
public struct Provenance: Sendable {
  public var run: RunKey
  public var sourceName: String
  public var identity: SourceIdentity
  public var recordDigest: Digest
  public var format: String
  public var readerVersion: Int
  public var location: SourceLocation
  /// JSON of what the record carried beyond the model; nil when nothing.
  public var extras: [UInt8]?

  @inlinable
  public init(
    run: RunKey, sourceName: String, identity: SourceIdentity, recordDigest: Digest,
    format: String, readerVersion: Int, location: SourceLocation, extras: [UInt8]?
  ) {
    self.run = run
    self.sourceName = sourceName
    self.identity = identity
    self.recordDigest = recordDigest
    self.format = format
    self.readerVersion = readerVersion
    self.location = location
    self.extras = extras
  }
}
