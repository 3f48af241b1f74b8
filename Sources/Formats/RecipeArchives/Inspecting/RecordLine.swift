public import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel

extension Inspector.Element {
  /// Writes the record or the rejection whole, as one JSON object on a line of its own.
  public func writeLine(to writer: inout JSONWriter) {
    writer.object { writer in
      switch self {
      case .record(let record, let location, let format):
        writer.key("place")
        writer.string(location.description)
        writer.key("format")
        writer.string(format)
        record.writeMembers(to: &writer)
      case .rejected(let rejection):
        writer.key("place")
        writer.string(rejection.location.description)
        writer.key("rejected")
        writer.string(rejection.code.rawValue)
        writer.key("message")
        writer.string(rejection.message)
      }
    }
    writer.endLine()
  }
}

extension RecipeRecord {
  /// Writes everything the record says; members that say nothing are left out, except the body.
  fileprivate func writeMembers(to writer: inout JSONWriter) {
    writer.key("body")
    body.write(to: &writer)
    if !tags.isEmpty {
      writer.key("tags")
      writer.array { writer in tags.forEach { writer.string($0) } }
    }
    let stated = images.filter(\.isStated)
    if !stated.isEmpty {
      writer.key("images")
      writer.array { writer in stated.forEach { $0.write(to: &writer) } }
    }
    for (name, text) in [
      ("externalId", externalID), ("createdAt", createdAt?.description),
      ("updatedAt", updatedAt?.description),
    ] {
      guard let text else { continue }
      writer.key(name)
      writer.string(text)
    }
    if !extras.isEmpty {
      writer.key("extras")
      writer.value(.object(extras))
    }
    if !warnings.isEmpty {
      writer.key("warnings")
      writer.array { writer in
        for warning in warnings {
          writer.object { writer in
            writer.key("code")
            writer.string(warning.code.rawValue)
            writer.key("field")
            writer.string(warning.field)
          }
        }
      }
    }
    writer.key("sourceDigest")
    writer.string(sourceDigest.hex)
  }
}

extension RecordImage {
  /// Writes where the picture is, and of one in the record its size instead of its bytes.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("kind")
      writer.string(PictureKind(of: self).rawValue)
      switch self {
      case .embedded(let bytes):
        writer.key("bytes")
        writer.integer(bytes.count)
        writer.key("digest")
        writer.string(Digest.sha256(bytes).hex)
      case .member(let name), .sidecar(let name, _):
        writer.key("name")
        writer.string(name)
      case .remote(let url):
        writer.key("url")
        writer.string(url)
      }
    }
  }
}
