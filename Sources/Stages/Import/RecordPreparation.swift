import CommunityRules
import JSONText
import PipelineCore
import RecipeCoding
import RecipeFormats
import RecipeModel
import Store

/// Works out everything about a record that needs no transaction.
struct RecordPreparation {
  private let request: ImportRequest
  /// Where pictures are stored that records carry; nil when they are only looked at.
  private let files: ImageFiles?
  private let requestedTags: [TagName]
  private var coder = BodyCoder()
  private(set) var identities = IdentityCounter()
  /// What need not be read again; nil when everything is.
  private let known: KnownSources?
  /// Whether the texts that can be searched are made ready too.
  var makesTexts: Bool

  init(
    request: ImportRequest, files: ImageFiles?, known: KnownSources?, makesTexts: Bool
  ) {
    self.known = known
    self.request = request
    self.files = files
    self.makesTexts = makesTexts
    requestedTags = request.tags.compactMap { try? TagName($0) }
  }

  /// The identity of the next record of the input; asked for each, stored before or not.
  mutating func identity(
    of record: RecipeRecord, from reader: any RecipeReader.Type
  ) -> SourceIdentity {
    identities.next(of: record, source: sourceName(of: reader))
  }

  var skipsKnown: Bool { known != nil }

  /// Whether the next record of the input is one whose source has not changed; counts it if so.
  mutating func isKnown(_ digest: Digest, from reader: any RecipeReader.Type) -> Bool {
    guard let known else { return false }
    // Among equal records it is the one whose turn it is.
    let found = known.sources(digest, from: reader).first {
      identities.isNext($0.ordinal, of: $0.identity)
    }
    guard let found else { return false }
    identities.count(found.identity, source: sourceName(of: reader))
    return true
  }

  /// What a record says, as equal contents are told by it.
  mutating func contentDigest(of record: RecipeRecord) -> [UInt8] {
    coder.code(record.body).contentDigest
  }

  /// The record made ready, with its own warnings and those that came up on the way.
  mutating func ready(
    _ record: RecipeRecord, by creator: UserKey, identity: SourceIdentity, at place: SourceLocation,
    from reader: any RecipeReader.Type
  ) throws(StoreFault) -> ReadyRecord {
    var warnings = record.warnings
    let sourceName = sourceName(of: reader)
    let id = identity.recipeID(target: request.target.id, sourceName: sourceName)
    let tags = tags(of: record, &warnings)
    let images = try images(of: record, at: place, &warnings)
    return ReadyRecord(
      id: id, copyID: copyID(of: id), creator: creator, body: coder.code(record.body),
      text: makesTexts ? IndexedText(record.body) : nil, sourceName: sourceName,
      origins: origins(of: record, sourceName: sourceName), identity: identity,
      tags: tags, images: images, createdAt: record.createdAt, updatedAt: record.updatedAt,
      sourceDigest: record.sourceDigest,
      extras: RecordPreparation.json(of: record.extras), location: place,
      format: reader.format.name, readerVersion: reader.version, warnings: warnings)
  }

  private func sourceName(of reader: any RecipeReader.Type) -> String {
    request.sourceName ?? reader.format.name
  }

  /// A source that names what a recipe is based on means another of its own recipes.
  private func origins(of record: RecipeRecord, sourceName: String) -> PossibleOrigins? {
    guard let reference = record.basedOn else { return nil }
    func id(_ kind: SourceIdentity.Kind) -> RecipeID {
      SourceIdentity(kind: kind, value: reference)
        .recipeID(target: request.target.id, sourceName: sourceName)
    }
    return PossibleOrigins(byID: id(.externalID), byAddress: id(.url))
  }

  private func copyID(of id: RecipeID) -> RecipeID? {
    guard case .community = request.target.place else { return nil }
    return RecipeID(NameBasedID.make([OriginKind.personalCopy.rawValue, id.text]))
  }

  private func images(
    of record: RecipeRecord, at place: SourceLocation, _ warnings: inout [RecordWarning]
  ) throws(StoreFault) -> [ReadyImage] {
    var images: [ReadyImage] = []
    for image in record.images {
      if let ready = try ReadyImage(image, beside: place, files: files) {
        images.append(ready)
        if case .stored(_, saidLocation: true) = ready {
          warnings.append(RecordWarning(.locationRemoved, field: "image"))
        }
      } else {
        warnings.append(RecordWarning(.unreadableImage, field: "image"))
      }
    }
    return images
  }

  private func tags(
    of record: RecipeRecord, _ warnings: inout [RecordWarning]
  ) -> [TagName] {
    var tags: [TagName] = []
    for name in record.tags {
      if let tag = try? TagName(name) {
        tags.append(tag)
      } else {
        warnings.append(RecordWarning(.unreadableValue, field: "tags"))
      }
    }
    return tags + requestedTags
  }

  private static func json(of extras: [JSONMember]) -> [UInt8]? {
    guard !extras.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.value(.object(extras))
    return writer.bytes
  }
}
