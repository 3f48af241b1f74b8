import RecipeModel

/// Where what lies in a repository's folder.
enum RepositoryLayout {
  static let configName = "levain-repository.json"
  static let snapshots = "snapshots"
  static let locks = "locks"
  static let folders = [snapshots, ObjectKind.shard.folder, ObjectKind.image.folder, locks]
  /// What a file is called until it is whole contains this, and begins with a dot.
  static let unfinished = ".partial-"

  static func isUnfinished(_ name: String) -> Bool {
    name.hasPrefix(".") && name.contains(unfinished)
  }

  /// A snapshot's file, from the repository's root.
  static func path(of snapshot: SnapshotID) -> String { "\(snapshots)/\(snapshot.text).json" }

  /// The snapshot that a file in `snapshots` is of; nil for a file of another name.
  static func snapshot(ofFile name: String) -> SnapshotID? {
    guard name.hasSuffix(".json") else { return nil }
    return SnapshotID(String(name.dropLast(5)))
  }
}

/// What kind of thing an object is.
public enum ObjectKind: String, Sendable, CaseIterable {
  /// JSON lines, compressed.
  case shard
  /// An image file as it is.
  case image

  /// The folder in which objects of the kind lie.
  var folder: String {
    switch self {
    case .shard: "objects"
    case .image: "images"
    }
  }
}

/// The name of an object: its kind and 64 hexadecimal digits, so that no name leads out of its folder.
///
/// In a repository that is not encrypted, the digits are the SHA-256 of the content. In an encrypted
/// one they follow from it with a key, so that who has no key cannot tell what is in it by its names.
public struct ObjectName: Sendable, Hashable, CustomStringConvertible {
  public let kind: ObjectKind
  let digest: Digest

  /// Its file, from the repository's root.
  var path: String { "\(folder)/\(digest.hex)" }
  /// Its folder, from the repository's root.
  var folder: String { "\(kind.folder)/\(digest.hex.prefix(2))" }

  /// The path of its file in the repository.
  public var description: String { path }
}
