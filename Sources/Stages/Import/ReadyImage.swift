import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// A picture of a record, with its file stored when the record carried the bytes.
enum ReadyImage: Sendable {
  case stored(StoredImage)
  case remote(url: String)
  /// Another member of the archive, to be taken in the second pass.
  case member(folder: String, name: String)

  /// Makes a picture ready; nil when the bytes are no picture.
  init?(
    _ image: RecordImage, beside place: SourceLocation, files: ImageFiles
  ) throws(StoreFault) {
    switch image {
    case .remote(let url): self = .remote(url: url)
    case .member(let name):
      let folder = (place.members.last ?? "").split(separator: "/").dropLast()
      self = .member(folder: folder.joined(separator: "/"), name: name)
    case .embedded(let bytes):
      guard let stored = try StoredImage(storing: bytes, in: files) else { return nil }
      self = .stored(stored)
    }
  }
}

extension StoredImage {
  /// Stores bytes as an image file; nil when they are no picture of a known kind.
  init?(storing bytes: [UInt8], in files: ImageFiles) throws(StoreFault) {
    guard let header = ImageHeader(bytes) else { return nil }
    let digest = Digest.sha256(bytes)
    try files.store(bytes, digest: digest)
    self.init(
      digest: digest, mediaType: header.mediaType, width: header.width, height: header.height,
      byteSize: bytes.count)
  }
}
