import Archives
import Foundation
public import RecipeFormats
import RecipeModel

/// Where an export goes.
public struct ExportDestination: Sendable, Equatable {
  /// What is written there.
  public enum Kind: String, Sendable {
    /// All recipes in one file.
    case document
    /// The files of each recipe in a zip.
    case zip
    /// The files of each recipe in a folder.
    case folder
  }

  public var path: String
  /// Whether a file that is there is replaced; a folder never is.
  public var isReplacing: Bool

  public init(path: String, isReplacing: Bool = false) {
    self.path = path
    self.isReplacing = isReplacing
  }

  /// A folder where the path ends with a slash or is one; a zip where it is named so, or the
  /// format stands in files; else one document.
  public func kind(for writer: any RecipeWriter.Type) -> Kind {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if path.hasSuffix("/") || (exists && isFolder.boolValue) { return .folder }
    if case .files = writer.layout { return .zip }
    return path.lowercased().hasSuffix(".zip") ? .zip : .document
  }

  func open(
    for writer: any RecipeWriter.Type, modifiedAt moment: Instant
  ) throws -> any ExportTarget {
    let seconds = moment.milliseconds / 1000
    let kind = kind(for: writer)
    if kind != .folder, !isReplacing, FileManager.default.fileExists(atPath: path) {
      throw ExportFault(.exists(path: path))
    }
    switch kind {
    case .folder:
      return FolderTarget(folder: try AtomicFolder(path: path), modifiedSeconds: seconds)
    case .zip: return ZipTarget(file: try AtomicFile(path: path), modifiedSeconds: seconds)
    case .document:
      guard case .document(let frame) = writer.layout else {
        preconditionFailure("formats that stand in files go into zips and folders")
      }
      return try DocumentTarget(file: try AtomicFile(path: path), frame: frame)
    }
  }
}
