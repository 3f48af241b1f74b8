import ArchiveRecords
import JSONText
public import PipelineCore
import RecipeCoding
import RecipeModel

extension ArchiveManifest {
  /// The manifest as it stands in the tar: one line of JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", ArchiveFormat.name)
      writer.member("version", ArchiveFormat.version)
      writer.member("tool", "levain")
      writer.member("createdAt", createdAt)
      writer.key("scope")
      writer.object { writer in
        writer.member("communityId", scope.communityID?.text)
        writer.key("emailAddresses")
        writer.bool(scope.holdsEmailAddresses)
      }
      writer.key("counts")
      let counts = counts
      writer.object { writer in
        for entity in ArchiveEntity.allCases {
          guard let count = counts[entity] else { continue }
          writer.member(entity.rawValue, count)
        }
      }
      writer.key("members")
      writer.array { writer in
        for member in members { member.write(to: &writer) }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  /// Reads a manifest; refuses one of a newer version, and one that contradicts itself.
  public static func read(
    _ bytes: [UInt8], at location: SourceLocation
  ) throws(ReadFault) -> ArchiveManifest {
    let parser = JSONParser()
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      parser.parse(buffer) { element -> Result<ArchiveManifest, FieldFault> in
        do throws(FieldFault) {
          return .success(
            try JSONFieldReader.read(element, pointer: "") { (fields) throws(FieldFault) in
              try read(&fields)
            })
        } catch {
          return .failure(error)
        }
      }
    }
    switch parsed {
    case .failure(let fault):
      throw ReadFault(.corrupt(detail: "the manifest is no JSON: \(fault.detail)"), at: location)
    case .success(.failure(let fault)):
      let what = "in the manifest, \(fault.what.escapedForTerminal)"
      throw ReadFault(.corrupt(detail: what), at: location)
    case .success(.success(let manifest)):
      return manifest
    }
  }

  private static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchiveManifest {
    guard try fields.requiredString("format") == ArchiveFormat.name else {
      throw fields.fault(.invalid, "format")
    }
    guard try fields.number("version") == ArchiveFormat.version else {
      throw fields.fault(.invalid, "version")
    }
    _ = try fields.string("tool")
    let createdAt = try fields.instant("createdAt")
    let scope = try fields.object("scope") { (fields) throws(FieldFault) in
      ArchiveScope(
        communityID: try fields.optionalID("communityId"),
        holdsEmailAddresses: try fields.bool("emailAddresses") ?? false)
    }
    guard let scope else { throw fields.fault(.missing, "scope") }
    let stated = fields.optional("counts")
    let members = try fields.objects("members") { (fields) throws(FieldFault) in
      try Member.read(&fields)
    }
    let manifest = ArchiveManifest(createdAt: createdAt, scope: scope, members: members)
    let counts = manifest.counts
    if let stated {
      for (name, count) in stated.members {
        guard let entity = ArchiveEntity(rawValue: name.text), let count = count.integer,
          counts[entity].map(Int64.init) == count
        else { throw fields.fault(.invalid, "counts") }
      }
    }
    return manifest
  }
}

extension ArchiveManifest.Member {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.member("entity", entity?.rawValue)
      writer.member("records", records)
      writer.member("bytes", bytes)
      writer.member("sha256", digest.hex)
      writer.member("contentSha256", contentDigest.hex)
    }
  }

  fileprivate static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchiveManifest.Member {
    let name = try fields.requiredString("name")
    let entityName = try fields.string("entity")
    let entity = entityName.flatMap(ArchiveEntity.init(rawValue:))
    guard (entityName == nil) == (entity == nil) else { throw fields.fault(.invalid, "entity") }
    return ArchiveManifest.Member(
      name: name, entity: entity, records: try fields.number("records"),
      bytes: Int64(try fields.number("bytes")), digest: try fields.digest("sha256"),
      contentDigest: try fields.digest("contentSha256"))
  }
}
