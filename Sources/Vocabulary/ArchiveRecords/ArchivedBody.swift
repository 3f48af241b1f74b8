public import RecipeModel

/// A recipe's body in its written form, with the digests of it.
public struct ArchivedBody: Sendable, Equatable {
  public var title: String
  /// The canonical JSON.
  public var json: [UInt8]
  /// SHA-256 of the canonical JSON.
  public var digest: Digest
  /// 16 bytes that cover title, ingredients and steps alone.
  public var contentDigest: [UInt8]

  public init(title: String, json: [UInt8], digest: Digest, contentDigest: [UInt8]) {
    self.title = title
    self.json = json
    self.digest = digest
    self.contentDigest = contentDigest
  }
}
