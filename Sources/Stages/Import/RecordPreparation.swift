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

  init(request: ImportRequest, files: ImageFiles?) {
    self.request = request
    self.files = files
    requestedTags = request.tags.compactMap { try? TagName($0) }
  }

  /// The identity of the next record of the input; asked for each, stored before or not.
  mutating func identity(
    of record: RecipeRecord, from reader: any RecipeReader.Type
  ) -> SourceIdentity {
    identities.next(of: record, source: sourceName(of: reader))
  }

  /// What a record says, as equal contents are told by it.
  mutating func contentDigest(of record: RecipeRecord) -> [UInt8] {
    coder.code(record.body).contentDigest
  }

  /// The record made ready, with its own warnings and those that came up on the way.
  mutating func ready(
    _ record: RecipeRecord, by creator: UserKey, identity: SourceIdentity, at place: SourceLocation,
    from reader: any RecipeReader.Type
  ) throws(StoreFault) -> (record: ReadyRecord, warnings: [RecordWarning]) {
    var warnings = record.warnings
    let sourceName = sourceName(of: reader)
    let id = identity.recipeID(target: request.target.id, sourceName: sourceName)
    let ready = ReadyRecord(
      id: id, copyID: copyID(of: id), creator: creator, body: coder.code(record.body),
      text: request.indexesText ? IndexedText(record.body) : nil, sourceName: sourceName,
      origins: origins(of: record, sourceName: sourceName), identity: identity,
      tags: tags(of: record, &warnings),
      images: try images(of: record, at: place, &warnings), createdAt: record.createdAt,
      updatedAt: record.updatedAt, sourceDigest: record.sourceDigest,
      extras: RecordPreparation.json(of: record.extras), location: place,
      format: reader.format.name, readerVersion: reader.version)
    return (ready, warnings)
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
