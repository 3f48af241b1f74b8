import Foundation
public import RecipeModel

/// The image files of an installation, each named by the SHA-256 of its bytes.
public struct ImageFiles: Sendable {
  /// The folder; made when the first image is stored.
  public let folder: String

  /// Where an image lies: two hexadecimal digits, a slash, all 64.
  public func path(of digest: Digest) -> String {
    let name = digest.hex
    return "\(folder)/\(name.prefix(2))/\(name)"
  }

  /// Stores the bytes unless they are there; safe to repeat, never leaves a part of a file.
  public func store(_ bytes: [UInt8], digest: Digest) throws(StoreFault) {
    let path = path(of: digest)
    let manager = FileManager.default
    guard !manager.fileExists(atPath: path) else { return }
    do {
      try manager.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      // `.atomic` writes under another name and renames.
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      let code = (error as NSError).code
      throw StoreFault(
        code == CocoaError.Code.fileWriteOutOfSpace.rawValue
          ? .full : .cannotOpen(path: path, reason: "the image cannot be written"))
    }
  }

  /// The bytes of an image; nil when its file is not there.
  public func read(_ digest: Digest) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: path(of: digest)))).map { [UInt8]($0) }
  }
}
