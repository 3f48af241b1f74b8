import ArchiveRecords
import RecipeModel

extension Row {
  func optionalID<Entity>(_ column: String) -> EntityID<Entity>? {
    (self[column] as String?).map { EntityID($0) }
  }

  /// One of a closed set, which the schema checks as well.
  func choice<Value: RawRepresentable<String>>(_ column: String) throws(StoreFault) -> Value {
    guard let value = Value(rawValue: self[column]) else {
      throw StoreFault(.inconsistent("\(column) holds a value that is not in its set"))
    }
    return value
  }

  func digest(_ column: String) -> Digest { Digest(bytes: bytes(column)) }

  func optionalDigest(_ column: String) -> Digest? {
    (self[column] as [UInt8]?).map { Digest(bytes: $0) }
  }

  /// The columns of `recipe_body` as one value.
  var body: ArchivedBody {
    ArchivedBody(
      title: self["title"], json: Array((self["structured"] as String).utf8),
      digest: digest("digest"), contentDigest: bytes("content_digest"))
  }
}
