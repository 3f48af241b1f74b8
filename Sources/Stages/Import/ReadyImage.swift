import Pictures
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// A picture of a record, with its file stored when the record carried the bytes and there is a place
/// for it.
enum ReadyImage: Sendable {
  case stored(StoredImage, saidLocation: Bool)
  case remote(url: String)
  /// Another member of the archive, to be taken in the second pass.
  case member(MemberPlace, name: String, ImageRequest.Kind)

  /// Makes a picture ready; nil when the bytes are no picture.
  init?(
    _ image: RecordImage, beside place: SourceLocation, files: ImageFiles?
  ) throws(StoreFault) {
    switch image {
    case .remote(let url): self = .remote(url: url)
    case .member(let name): self = .member(MemberPlace(place), name: name, .named)
    case .sidecar(let name, let isExpected):
      self = .member(MemberPlace(place), name: name, isExpected ? .expected : .possible)
    case .embedded(let bytes):
      guard let (stored, saidLocation) = try StoredImage.store(bytes, in: files) else {
        return nil
      }
      self = .stored(stored, saidLocation: saidLocation)
    }
  }
}

extension StoredImage {
  /// Stores bytes as an image file, without the place where it was taken, if it says that.
  ///
  /// Nil when they are no picture of a known kind. Without files it is only looked at.
  static func store(
    _ bytes: [UInt8], in files: ImageFiles?
  ) throws(StoreFault) -> (image: StoredImage, saidLocation: Bool)? {
    guard let header = ImageHeader(bytes) else { return nil }
    let removed = PhotoLocation.removed(from: bytes, mediaType: header.mediaType)
    let kept = removed ?? bytes
    let digest = Digest.sha256(kept)
    try files?.store(kept, digest: digest)
    let image = StoredImage(
      digest: digest, mediaType: header.mediaType, width: header.width, height: header.height,
      byteSize: kept.count)
    return (image, removed != nil)
  }
}
