// The community archive: a whole installation, or one community, as a file that outlives both.
//
// In:  a byte source of typed JSON lines, or `ArchiveRecord`s to be written.
// Out: `ArchiveRecord`s with their places, or a tar of gzipped shards with a manifest.
// Never here: the store, rules, which records belong together. See CommunityArchive.docc.

public import RecipeModel

/// What makes a file a community archive of this format.
public enum ArchiveFormat {
  /// Stands in the manifest as `format`.
  public static let name = "levain-community-archive"
  /// The version that is written, and the newest that is read.
  public static let version = 1
  public static let manifestName = "manifest.json"
  /// SHA-256 of the manifest, as `sha256sum` writes and checks it.
  public static let manifestDigestName = "manifest.sha256"
  /// The folder of the image files, each named by its digest.
  public static let imageFolder = "images/"
  /// The largest line that is read.
  public static let maximumLineBytes = 16 << 20
  public static let maximumManifestBytes = 64 << 20
  public static let maximumImageBytes = 256 << 20

  /// The digest that the name of an image file says; nil for any other member.
  public static func imageDigest(ofMember name: String) -> Digest? {
    let parts = name.split(separator: "/").suffix(2)
    guard let folder = parts.first, let file = parts.last, parts.count == 2,
      "\(folder)/" == imageFolder
    else { return nil }
    return Digest(hex: String(file))
  }
}
