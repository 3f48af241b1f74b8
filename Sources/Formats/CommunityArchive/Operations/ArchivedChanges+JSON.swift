import ArchiveRecords
import JSONText
import RecipeCoding
import RecipeModel

extension ArchivedCommunityChange {
  static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedCommunityChange {
    ArchivedCommunityChange(
      community: try fields.requiredString("community"),
      slug: try fields.string("slug"),
      name: try fields.string("name"),
      description: try fields.string("description"),
      timeZone: try fields.string("timeZone"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("community", community)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.member("description", description)
    writer.member("timeZone", timeZone)
  }
}

extension ArchivedUserChange {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedUserChange {
    ArchivedUserChange(
      user: try fields.string("user"),
      username: try fields.string("username"),
      viewTracking: try fields.bool("viewTracking"),
      notifications: try fields.optionalChoice("notifications"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("user", user)
    writer.member("username", username)
    if let viewTracking {
      writer.key("viewTracking")
      writer.bool(viewTracking)
    }
    writer.member("notifications", notifications?.rawValue)
  }
}
