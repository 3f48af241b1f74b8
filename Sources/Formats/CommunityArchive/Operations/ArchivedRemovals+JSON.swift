import ArchiveRecords
import JSONText
import RecipeCoding
import RecipeModel

extension ArchivedTakedown {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedTakedown {
    ArchivedTakedown(
      recipe: try fields.id("recipeId"),
      reason: try fields.requiredString("reason"),
      withCopies: try fields.bool("withCopies") ?? false,
      contents: try fields.objects("contents") { (fields) throws(FieldFault) in
        let digest = try fields.hex("contentDigest")
        guard digest.count == 16 else { throw fields.fault(.invalid, "contentDigest") }
        return Content(recipe: try fields.id("recipeId"), digest: digest)
      })
  }

  func write(to writer: inout JSONWriter) {
    writer.member("recipeId", recipe.text)
    writer.member("reason", reason)
    writer.flag("withCopies", withCopies)
    guard !contents.isEmpty else { return }
    writer.key("contents")
    writer.array { writer in
      for content in contents {
        writer.object { writer in
          writer.member("recipeId", content.recipe.text)
          writer.member("contentDigest", hex: content.digest)
        }
      }
    }
  }
}

extension ArchivedErasure {
  static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedErasure {
    let views = try fields.integer("views") ?? 0
    guard views >= 0 else { throw fields.fault(.invalid, "views") }
    return ArchivedErasure(
      user: try fields.requiredString("user"),
      withRecipes: try fields.bool("withRecipes") ?? false,
      views: views,
      successors: try fields.objects("successors") { (fields) throws(FieldFault) in
        Successor(
          community: try fields.requiredString("community"),
          user: try fields.requiredString("user"))
      })
  }

  func write(to writer: inout JSONWriter) {
    writer.member("user", user)
    writer.flag("withRecipes", withRecipes)
    if views > 0 { writer.member("views", views) }
    guard !successors.isEmpty else { return }
    writer.key("successors")
    writer.array { writer in
      for successor in successors {
        writer.object { writer in
          writer.member("community", successor.community)
          writer.member("user", successor.user)
        }
      }
    }
  }
}
