import Foundation
import PipelineCore
import RecipeCoding
import RecipeFormats
import RecipeModel
public import Store

/// What to import, into what, as whom.
public struct ImportRequest: Sendable {
  /// Where the recipes go, after the rules allowed it.
  public struct Target: Sendable {
    public var place: ImportPlace
    /// The public id of the community, or of the catalogue's owner.
    public var id: String
    /// How people call it: a slug, or `the catalogue of` somebody.
    public var label: String

    public init(place: ImportPlace, id: String, label: String) {
      self.place = place
      self.id = id
      self.label = label
    }
  }

  public var target: Target
  /// The creator of what is imported.
  public var importer: UserKey
  /// Files and folders, in this order.
  public var paths: [String]
  /// The reader to use whatever the content looks like; nil to detect it.
  public var format: String?
  /// Keeps equal ids of two sources apart; nil for the name of the format.
  public var sourceName: String?
  /// Tags that every recipe gets besides its own.
  public var tags: [String]
  /// The run of the pipeline that this import is a stage of.
  public var parent: RunKey?

  public init(
    target: Target, importer: UserKey, paths: [String], format: String? = nil,
    sourceName: String? = nil, tags: [String] = [], parent: RunKey? = nil
  ) {
    self.target = target
    self.importer = importer
    self.paths = paths
    self.format = format
    self.sourceName = sourceName
    self.tags = tags
    self.parent = parent
  }

  /// The run of this import: the same work has the same fingerprint, so it can be gone on with.
  func runRequest(of inputs: [ImportInput]) -> RunRequest {
    let parts =
      ["import", target.id, String(importer.value), format ?? "", sourceName ?? ""] + tags
      + inputs.flatMap(\.fingerprint)
    let digest = Digest.sha256(parts.flatMap { Array($0.utf8) + [0] })
    return RunRequest(
      kind: .import, fingerprint: digest,
      label: "\(paths.joined(separator: ", ")) into \(target.label)", parent: parent)
  }
}

/// A path to import, as it lies on disk.
struct ImportInput {
  var path: String
  /// The size of a file, or of all files in a folder; nil for what is neither.
  var bytes: Int64?
  /// What tells whether it has changed since.
  var fingerprint: [String]

  /// Looks at the path; a fault when nothing is there or it may not be read.
  init(path: String) throws(ReadFault) {
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ReadFault(
        .cannotOpen(reason: "no such file or folder"), at: SourceLocation(archive: path))
    }
    guard manager.isReadableFile(atPath: path) else {
      throw ReadFault(
        .cannotOpen(reason: "permission denied"), at: SourceLocation(archive: path))
    }
    // An import reads its input again for pictures and when it is gone on with; a pipe gives it once.
    let kind = (try? manager.attributesOfItem(atPath: ImportInput.resolved(path)))?[.type]
    guard isFolder.boolValue || kind as? FileAttributeType == .typeRegular else {
      throw ReadFault(
        .cannotOpen(reason: "it is neither a file nor a folder"),
        at: SourceLocation(archive: path))
    }
    self.path = path
    let names =
      isFolder.boolValue
      ? (manager.subpaths(atPath: path) ?? []).sorted().map { "\(path)/\($0)" }
      : [path]
    var bytes: Int64 = 0
    fingerprint = [path]
    for name in names {
      guard let attributes = try? manager.attributesOfItem(atPath: name) else { continue }
      let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
      let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      bytes += size
      fingerprint += [name, String(size), String(modified)]
    }
    self.bytes = bytes
  }

  /// The path with symbolic links followed.
  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }
}
