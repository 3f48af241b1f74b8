import CommunityRules
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// A record with everything about it that can be worked out before the transaction.
struct ReadyRecord: Sendable {
  /// The public id of the recipe that it becomes, or became earlier.
  var id: RecipeID
  /// The public id of the personal copy that goes with it (R8); nil in a catalogue.
  var copyID: RecipeID?
  /// Who is the creator of the recipe, if it is new (R8).
  var creator: UserKey
  var body: CodedBody
  /// What of the body can be searched; nil when that is left for later.
  var text: IndexedText?
  var sourceName: String
  /// What the recipe may be a variant of; nil when the source does not say.
  var origins: PossibleOrigins?
  var identity: SourceIdentity
  var tags: [TagName]
  var images: [ReadyImage]
  var createdAt: Instant?
  var updatedAt: Instant?
  var sourceDigest: Digest
  /// JSON of what the record carries beyond the model; nil when nothing.
  var extras: [UInt8]?
  var location: SourceLocation
  var format: String
  var readerVersion: Int
  /// What was lost or guessed; nobody is told again of a source that has not changed.
  var warnings: [RecordWarning]

  /// The address of the first picture, when that is one.
  var firstImageURL: String? {
    guard case .remote(let url) = images.first else { return nil }
    return url
  }
}
