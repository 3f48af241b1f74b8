import ArchiveRecords
import JSONText
import RecipeCoding
import RecipeModel

extension JSONFieldReader {
  mutating func preferences() throws(FieldFault) -> ArchivedPreferences? {
    try object("preferences") { (fields) throws(FieldFault) in
      let viewTracking = try fields.bool("viewTracking") ?? true
      let changedAt = try fields.optionalInstant("viewTrackingChangedAt")
      let name = try fields.string("notifications") ?? NotificationPreference.all.rawValue
      guard let notifications = NotificationPreference(rawValue: name) else {
        throw fields.fault(.invalid, "notifications")
      }
      return ArchivedPreferences(
        viewTracking: viewTracking, viewTrackingChangedAt: changedAt, notifications: notifications)
    }
  }

  /// `originRecipeId` and `originKind`, and for a share the three fields that go with it.
  mutating func origin() throws(FieldFault) -> ArchivedOrigin? {
    let recipe: RecipeID? = try optionalID("originRecipeId")
    let kindName = try string("originKind")
    let community: CommunityID? = try optionalID("sharedFromCommunityId")
    let user: UserID? = try optionalID("sharedByUserId")
    let sharedAt = try optionalInstant("sharedAt")
    guard let recipe else {
      guard kindName == nil, community == nil, user == nil, sharedAt == nil else {
        throw fault(.missing, "originRecipeId")
      }
      return nil
    }
    guard let kindName else { throw fault(.missing, "originKind") }
    guard let kind = OriginKind(rawValue: kindName) else { throw fault(.invalid, "originKind") }
    if kind == .share {
      guard let community else { throw fault(.missing, "sharedFromCommunityId") }
      guard let user else { throw fault(.missing, "sharedByUserId") }
      guard let sharedAt else { throw fault(.missing, "sharedAt") }
      return .share(of: recipe, from: community, by: user, at: sharedAt)
    }
    guard community == nil, user == nil, sharedAt == nil else {
      throw fault(.invalid, "originKind")
    }
    return kind == .variant ? .variant(of: recipe) : .personalCopy(of: recipe)
  }

  /// `url`, or the digest and measures of a stored file.
  mutating func imagePlace() throws(FieldFault) -> ArchivedImagePlace {
    let url = try string("url")
    let digest = try optionalDigest("digest")
    let mediaType = try string("mediaType")
    let (width, height) = (try integer("width"), try integer("height"))
    let byteSize = try integer("byteSize")
    guard let digest else {
      guard let url else { throw fault(.missing, "url") }
      return .remote(url: url)
    }
    guard url == nil else { throw fault(.invalid, "url") }
    guard let mediaType else { throw fault(.missing, "mediaType") }
    guard let byteSize else { throw fault(.missing, "byteSize") }
    guard byteSize > 0 else { throw fault(.invalid, "byteSize") }
    return .stored(
      ArchivedImageFile(
        digest: digest, mediaType: mediaType, width: width, height: height,
        byteSize: Int64(byteSize)))
  }
}

extension JSONWriter {
  mutating func preferences(_ preferences: ArchivedPreferences?) {
    guard let preferences else { return }
    key("preferences")
    object { writer in
      writer.key("viewTracking")
      writer.bool(preferences.viewTracking)
      writer.member("viewTrackingChangedAt", preferences.viewTrackingChangedAt)
      writer.member("notifications", preferences.notifications.rawValue)
    }
  }

  mutating func origin(_ origin: ArchivedOrigin?) {
    guard let origin else { return }
    member("originRecipeId", origin.recipeID.text)
    member("originKind", origin.kind.rawValue)
    guard case .share(_, let community, let user, let sharedAt) = origin else { return }
    member("sharedFromCommunityId", community.text)
    member("sharedByUserId", user.text)
    member("sharedAt", sharedAt)
  }

  mutating func imagePlace(_ place: ArchivedImagePlace) {
    switch place {
    case .remote(let url): member("url", url)
    case .stored(let file):
      member("digest", file.digest.hex)
      member("mediaType", file.mediaType)
      member("width", file.width)
      member("height", file.height)
      member("byteSize", file.byteSize)
    }
  }
}
