import Foundation
import JSONText
public import RecipeModel

/// Writes the zip that Mealie's migration from its first versions takes: a folder for each recipe.
///
/// Ingredients are whole lines with amounts switched off, which Mealie can take apart itself. Its
/// importer takes neither extras nor tools that it did not make, and copies pictures as they are:
/// so there are none of the former, and the latter have the names that Mealie shows, by which
/// browsers do not go. It finds the pictures of a recipe by the slug that it makes of the title.
public struct MealieWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { MealieReader.self }
  public static let layout = WriterLayout.files(zipExtension: "zip")
  public static let losses =
    FormatLoss.without(.author, .source, .equipment, .language, .externalID, .extras) + [
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "parts are read out of the line again"),
      FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
      FormatLoss(.nutrition, "facts that Mealie has no name for go, and lines become one"),
      FormatLoss(.rating, "is a number of stars from 1 to 5, without how many rated"),
      FormatLoss(.images, "one address, and none beside pictures"),
    ]

  public let arrangement = WriterArrangement.apart
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    let slug = names.next(for: MealieSlug.words(of: record.body.title)).replacing(" ", with: "-")
    let pictures = record.embeddedPictures
    let assets = pictures.dropFirst().enumerated().map { index, bytes in
      (name: "picture-\(index + 2).\(PictureName.fileExtension(of: bytes))", bytes: bytes)
    }
    var writer = JSONWriter()
    MealieObject(record: record, slug: slug, assets: assets.map(\.name)).write(to: &writer)
    let folder = "recipes/\(slug)"
    var files = [WrittenFile("\(folder)/\(slug).json", writer.bytes)]
    if let first = pictures.first {
      // The picture of the page, of cards and of lists: Mealie makes the small ones only on upload.
      files += ["original", "min-original", "tiny-original"].map {
        WrittenFile("\(folder)/images/\($0).webp", first)
      }
    }
    files += assets.map { WrittenFile("\(folder)/assets/\($0.name)", $0.bytes) }
    return files
  }
}

/// The address that Mealie makes of a title.
private enum MealieSlug {
  /// The words of small letters and digits of ASCII that stand between the dashes.
  static func words(of title: String) -> String {
    var text = ""
    for scalar in title.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      switch scalar {
      case "a"..."z", "0"..."9": text.unicodeScalars.append(scalar)
      case "ß": text += "ss"
      case "æ": text += "ae"
      case "œ": text += "oe"
      case "ø": text += "o"
      case "ł": text += "l"
      case "đ", "ð": text += "d"
      case "ı": text += "i"
      case "þ": text += "th"
      default: text += " "
      }
    }
    let words = text.split(separator: " ").joined(separator: " ")
    return words.isEmpty ? "recipe" : words
  }
}

/// A record as Mealie's first versions exported recipes.
private struct MealieObject {
  var record: RecipeRecord
  var slug: String
  var assets: [String]

  private var body: RecipeBody { record.body }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", body.title)
      writer.member("slug", slug)
      writer.member("image", image)
      writer.member("description", body.summary ?? "")
      writer.emptyList("recipe_category")
      writer.key("tags")
      writer.strings(record.tags)
      writer.key("rating")
      if let stars { writer.integer(stars) } else { writer.null() }
      writer.member("created_at", record.createdAt?.description)
      writer.member("date_updated", record.updatedAt?.description)
      writer.member("recipe_yield", body.yield?.text ?? "")
      writeIngredients(to: &writer)
      writeInstructions(to: &writer)
      writeNutrition(to: &writer)
      writer.emptyList("tools")
      writer.member("total_time", body.times.total?.words)
      writer.member("prep_time", body.times.preparation?.words)
      writer.member("perform_time", body.times.cooking?.words)
      writeSettings(to: &writer)
      writeAssets(to: &writer)
      writeNotes(to: &writer)
      writer.member("org_url", body.credit.url)
      writer.key("extras")
      writer.object { _ in }
      writer.emptyList("comments")
    }
  }

  /// The slug says that there is a picture; without a picture an address may stand here.
  private var image: String {
    record.embeddedPictures.isEmpty ? record.remotePictures.first ?? "no image" : slug
  }

  private var stars: Int? {
    body.rating.map { min(5, max(1, Int(($0.value / $0.best * 5).rounded()))) }
  }

  private func writeIngredients(to writer: inout JSONWriter) {
    writer.key("recipe_ingredient")
    writer.array { writer in
      for group in body.ingredients {
        for (index, ingredient) in group.ingredients.enumerated() {
          writer.object { writer in
            writer.key("title")
            if index == 0, let name = group.name { writer.string(name) } else { writer.null() }
            writer.member("note", ingredient.text)
            for name in ["unit", "food", "quantity"] {
              writer.key(name)
              writer.null()
            }
            writer.key("disable_amount")
            writer.bool(true)
          }
        }
      }
    }
  }

  private func writeInstructions(to writer: inout JSONWriter) {
    writer.key("recipe_instructions")
    writer.array { writer in
      for group in body.steps {
        for (index, step) in group.steps.enumerated() {
          writer.object { writer in
            writer.member("title", index == 0 ? group.name ?? "" : "")
            writer.member("text", step)
          }
        }
      }
    }
  }

  private func writeNutrition(to writer: inout JSONWriter) {
    writer.key("nutrition")
    writer.object { writer in
      for fact in body.nutrition where MealieObject.facts.contains(fact.name) {
        writer.member(fact.name, fact.value)
      }
    }
  }

  /// What Mealie has a name for, which is that of schema.org.
  private static let facts: Set<String> = [
    "calories", "fatContent", "proteinContent", "carbohydrateContent", "fiberContent",
    "sodiumContent", "sugarContent", "cholesterolContent", "saturatedFatContent",
    "transFatContent", "unsaturatedFatContent",
  ]

  private func writeSettings(to writer: inout JSONWriter) {
    writer.key("settings")
    writer.object { writer in
      for (name, flag) in [
        ("public", false), ("show_nutrition", !body.nutrition.isEmpty),
        ("show_assets", !assets.isEmpty), ("landscape_view", false), ("disable_comments", false),
        ("disable_amount", true),
      ] {
        writer.key(name)
        writer.bool(flag)
      }
    }
  }

  private func writeAssets(to writer: inout JSONWriter) {
    writer.key("assets")
    writer.array { writer in
      for name in assets {
        writer.object { writer in
          writer.member("name", name)
          writer.member("icon", "mdi-file-image")
          writer.member("file_name", name)
        }
      }
    }
  }

  private func writeNotes(to writer: inout JSONWriter) {
    writer.key("notes")
    writer.array { writer in
      for note in body.notes {
        writer.object { writer in
          writer.member("title", "")
          writer.member("text", note)
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func emptyList(_ name: String) {
    key(name)
    strings([])
  }
}
