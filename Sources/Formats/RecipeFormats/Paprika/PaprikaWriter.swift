import Foundation
import JSONText
public import RecipeModel

import struct Crypto.SHA256

/// Writes `.paprikarecipes`: a zip with the gzipped JSON of each recipe.
///
/// The object has the 24 members that Paprika itself writes, its texts never null.
public struct PaprikaWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { PaprikaReader.self }
  public static let layout = WriterLayout.files(zipExtension: "paprikarecipes")
  public static let losses =
    FormatLoss.without(.author, .equipment, .language, .updated) + [
      FormatLoss(.ingredients, "lines that look like headings become headings"),
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "parts are read out of the line again"),
      FormatLoss(.steps, "each line of a step is a step, and numbers before steps go"),
      FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
      FormatLoss(.nutrition, "is one text"),
      FormatLoss(.rating, "is a number of stars from 1 to 5, without how many rated"),
      FormatLoss(.notes, "are one text"),
      FormatLoss(.created, "has no parts of a second"),
      FormatLoss(.images, "one address, and none beside pictures"),
      FormatLoss(.extras, "members that Paprika gives another meaning"),
    ]

  public let arrangement = WriterArrangement.apart
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    var writer = JSONWriter()
    let recipe = PaprikaRecipe(record: record)
    writer.object { recipe.writeMembers(to: &$0) }
    let name = names.next(for: record.body.title)
    return [WrittenFile("\(name).paprikarecipe", .gzip(writer.bytes))]
  }
}

private struct PaprikaRecipe {
  var record: RecipeRecord

  private var body: RecipeBody { record.body }

  func writeMembers(to writer: inout JSONWriter) {
    let digest = PaprikaRecipe.hex(body.title, record.externalID ?? "", record.sourceDigest.hex)
    writer.member("uid", record.externalID ?? PaprikaRecipe.uid(digest))
    writer.member("created", record.createdAt.map(PaprikaRecipe.moment) ?? "")
    writer.member("hash", kept("hash") ?? digest)
    writer.member("name", body.title)
    writer.member("description", body.summary ?? "")
    writer.member(
      "ingredients",
      HeadedLines.ingredients(body, heading: HeadedLines.colon).joined(separator: "\n"))
    writer.member(
      "directions", HeadedLines.steps(body, heading: HeadedLines.colon).joined(separator: "\n"))
    writer.member("notes", body.notes.joined(separator: "\n\n"))
    writer.member("nutritional_info", nutrition)
    writer.member("servings", body.yield?.text ?? "")
    writer.member("prep_time", body.times.preparation?.words ?? "")
    writer.member("cook_time", body.times.cooking?.words ?? "")
    writer.member("total_time", body.times.total?.words ?? "")
    writer.member("difficulty", kept("difficulty") ?? "")
    writer.key("rating")
    writer.integer(body.rating.map { Int(($0.value / $0.best * 5).rounded()) } ?? 0)
    writer.key("categories")
    writer.strings(categories)
    writer.member("source", body.credit.source ?? "")
    writer.member("source_url", body.credit.url ?? "")
    writePhotos(to: &writer)
    for extra in record.extras
    where !PaprikaReader.reads(extra.name) && !PaprikaRecipe.written.contains(extra.name) {
      writer.key(extra.name)
      writer.value(extra.value)
    }
  }

  /// Members that are written in their own place.
  private static let written: Set<String> = [
    "hash", "difficulty", "photo", "photo_hash", "photo_data", "photo_large", "photos",
    "image_url",
  ]

  /// A list of one name with a comma is read as two names.
  private var categories: [String] {
    record.tags.count == 1 && record.tags[0].contains { ",;\n".contains($0) }
      ? record.tags + [""] : record.tags
  }

  private var nutrition: String {
    if body.nutrition.count == 1, body.nutrition[0].name == "nutrition" {
      return body.nutrition[0].value
    }
    return body.nutrition.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
  }

  /// The first picture is the one that lists show; several are all in the list of photos.
  private func writePhotos(to writer: inout JSONWriter) {
    var pictures: [[UInt8]] = []
    var address: String?
    for image in record.images {
      switch image {
      case .embedded(let bytes): pictures.append(bytes)
      case .remote(let url): address = address ?? url
      case .member, .sidecar: continue
      }
    }
    let stated = record.extras.first { $0.name == "image_url" }?.value
    if case .string(let url) = stated, !pictures.isEmpty { address = url }
    writer.key("image_url")
    if let address { writer.string(address) } else { writer.null() }
    if let first = pictures.first {
      let name = "\(PaprikaRecipe.uid(PaprikaRecipe.hex(first))).jpg"
      writer.member("photo", kept("photo") ?? name)
      writer.member("photo_hash", kept("photo_hash") ?? PaprikaRecipe.hex(first))
      writer.member("photo_data", Data(first).base64EncodedString())
    } else {
      for name in ["photo", "photo_hash", "photo_data"] {
        writer.key(name)
        writer.null()
      }
    }
    writer.key("photo_large")
    writer.null()
    writer.key("photos")
    writer.array { writer in
      for (index, bytes) in pictures.enumerated() where pictures.count > 1 {
        writer.object { writer in
          writer.member("name", "\(index + 1)")
          writer.member("filename", "\(PaprikaRecipe.uid(PaprikaRecipe.hex(bytes))).jpg")
          writer.member("hash", PaprikaRecipe.hex(bytes))
          writer.member("data", Data(bytes).base64EncodedString())
        }
      }
    }
  }

  /// What Paprika itself once said in a member that has no field.
  private func kept(_ name: String) -> String? {
    guard case .string(let text)? = record.extras.first(where: { $0.name == name })?.value else {
      return nil
    }
    return text
  }

  /// `YYYY-MM-DD HH:MM:SS`, which is read as UTC.
  private static func moment(_ instant: Instant) -> String {
    String(instant.description.prefix(19)).replacing("T", with: " ")
  }

  /// An upper-case UUID out of a digest, the same in every export.
  private static func uid(_ digest: String) -> String {
    let digits = Array(digest.uppercased().prefix(32))
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(digits[$0]) }.joined(separator: "-")
  }

  private static func hex(_ texts: String...) -> String {
    hex(Array(texts.joined(separator: "\u{0}").utf8))
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    Digest(bytes: Array(SHA256.hash(data: bytes))).hex
  }
}
