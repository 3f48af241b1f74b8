import ArchiveRecords
import JSONText
import RecipeCoding
import RecipeModel

extension ArchivedUserCreation {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedUserCreation {
    ArchivedUserCreation(
      id: try fields.optionalID("userId"),
      email: try fields.requiredString("email"),
      username: try fields.requiredString("username"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("userId", id?.text)
    writer.member("email", email)
    writer.member("username", username)
  }
}

extension ArchivedCommunityCreation {
  static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedCommunityCreation {
    ArchivedCommunityCreation(
      id: try fields.optionalID("communityId"),
      slug: try fields.requiredString("slug"),
      name: try fields.requiredString("name"),
      description: try fields.string("description") ?? "",
      timeZone: try fields.string("timeZone") ?? "UTC",
      firstAdmin: try fields.string("firstAdmin"),
      membershipID: try fields.optionalID("membershipId"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("communityId", id?.text)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.member("description", description)
    writer.member("timeZone", timeZone)
    writer.member("firstAdmin", firstAdmin)
    writer.member("membershipId", membershipID?.text)
  }
}

extension ArchivedCommunityRestoration {
  static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedCommunityRestoration {
    ArchivedCommunityRestoration(
      community: try fields.requiredString("community"),
      slug: try fields.string("slug"),
      admin: try fields.string("admin"),
      membershipID: try fields.optionalID("membershipId"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("community", community)
    writer.member("slug", slug)
    writer.member("admin", admin)
    writer.member("membershipId", membershipID?.text)
  }
}

extension ArchivedInvitation {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedInvitation {
    ArchivedInvitation(
      community: try fields.requiredString("community"),
      user: try fields.requiredString("user"),
      username: try fields.string("username"),
      userID: try fields.optionalID("userId"),
      membershipID: try fields.optionalID("membershipId"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("community", community)
    writer.member("user", user)
    writer.member("username", username)
    writer.member("userId", userID?.text)
    writer.member("membershipId", membershipID?.text)
  }
}

extension ArchivedRecipeCreation {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedRecipeCreation {
    ArchivedRecipeCreation(
      id: try fields.optionalID("recipeId"),
      personalCopyID: try fields.optionalID("personalCopyId"),
      community: try fields.string("community"),
      body: try fields.recipeBody(),
      tags: try fields.strings("tags"),
      imageURL: try fields.string("imageUrl"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("recipeId", id?.text)
    writer.member("personalCopyId", personalCopyID?.text)
    writer.member("community", community)
    writer.recipeBody(ArchivedBody(body))
    writer.member("tags", tags)
    writer.member("imageUrl", imageURL)
  }
}

extension ArchivedTargetSetting {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedTargetSetting {
    ArchivedTargetSetting(
      id: try fields.optionalID("targetId"),
      community: try fields.requiredString("community"),
      measure: try fields.choice("measure"),
      frequency: try fields.choice("frequency"),
      value: try fields.number("value"),
      since: try fields.optionalDay("since"))
  }

  func write(to writer: inout JSONWriter) {
    writer.member("targetId", id?.text)
    writer.member("community", community)
    writer.member("measure", measure.rawValue)
    writer.member("frequency", frequency.rawValue)
    writer.member("value", value)
    writer.member("since", since?.description)
  }
}
