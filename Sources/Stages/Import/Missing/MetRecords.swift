import RecipeCoding
import RecipeModel

/// What an import has met: the identities of all its records, and, where recipes may be deleted for
/// want of one, what the records say.
struct MetRecords {
  private var identities: IdentityCounter
  /// 64 bits of the digest of each content; nil where nobody asked.
  private var contents: Set<UInt64>?

  init(_ identities: IdentityCounter, contents: Set<UInt64>?) {
    self.identities = identities
    self.contents = contents
  }

  /// The names of the sources that the records have.
  var sources: [String] { identities.sources }

  func holds(_ identity: SourceIdentity, of source: String) -> Bool {
    identities.holds(identity, of: source)
  }

  /// Whether a record says a content, whatever it is known by.
  func says(_ contentDigest: [UInt8]) -> Bool {
    contents?.contains(contentDigest.first64Bits) ?? false
  }
}
