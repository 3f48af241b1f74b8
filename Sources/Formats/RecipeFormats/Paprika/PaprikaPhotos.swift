import JSONText
import RecipeModel

/// The pictures of one Paprika recipe: full size first, and the square crop only without them.
struct PaprikaPhotos {
  private var crop: [UInt8]?
  private var large: [UInt8]?
  private var full: [[UInt8]] = []
  private var address: String?

  /// Takes a member that concerns pictures; false for any other.
  mutating func take(_ name: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) -> Bool {
    switch name {
    case "photo_data": crop = crop ?? decode(value, "photo_data", &draft)
    case "photo_large": large = large ?? decode(value, "photo_large", &draft)
    case "photos":
      for photo in value.elements {
        let bytes = (photo.member("data")).flatMap { decode($0, "photos", &draft) }
        if let bytes { full.append(bytes) }
      }
    case "image_url": address = address ?? draft.address(value)
    default: return false
    }
    return true
  }

  /// Moves the pictures into the draft.
  consuming func finish(_ draft: inout RecordDraft) {
    var pictures = full
    if let large, !pictures.contains(large) { pictures.insert(large, at: 0) }
    if pictures.isEmpty, let crop { pictures.append(crop) }
    draft.images = pictures.map(RecordImage.embedded)
    guard let address else { return }
    if pictures.isEmpty {
      draft.images.append(.remote(url: address))
    } else {
      // Where the picture came from, not another one.
      draft.extras.append(JSONMember("image_url", .string(address)))
    }
  }

  private func decode(
    _ value: JSONElement, _ name: String, _ draft: inout RecordDraft
  ) -> [UInt8]? {
    guard let text = value.string, !text.bytes.isEmpty else { return nil }
    guard let bytes = Base64.decode(text.bytes), !bytes.isEmpty else {
      draft.warn(.unreadableImage, name)
      return nil
    }
    return bytes
  }
}
