import JSONText
public import RecipeModel

/// Writes the folders of Nextcloud Cookbook: `recipe.json`, and the picture beside it.
///
/// The picture is `full.jpg` of whatever kind it is: the one name under which the app and the
/// importers of such folders look for it.
public struct NextcloudWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { NextcloudReader.self }
  public static let layout = WriterLayout.files(zipExtension: "zip")
  public static let losses = [
    FormatLoss(.ingredients, "lines that look like headings become headings"),
    FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
    FormatLoss(.ingredientParts, "parts are read out of the line again"),
    FormatLoss(.steps, "lines that look like headings become headings, numbers before steps go"),
    FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
    FormatLoss(.nutrition, "a value of several lines becomes one"),
    FormatLoss(.images, "one picture and one address, in this order"),
    FormatLoss(.extras, "members that the format gives another meaning"),
  ]

  public let arrangement = WriterArrangement.apart
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("@context", "https://schema.org")
      WrittenSchemaRecipe(record: record, style: .lines).writeMembers(to: &writer)
      // Importers of such folders expect a description, and an address that may be empty.
      if record.body.summary == nil { writer.member("description", "") }
      writer.member("image", record.remotePictures.first ?? "")
      writer.key("printImage")
      writer.bool(true)
    }
    let folder = names.next(for: record.body.title)
    var files = [WrittenFile("\(folder)/recipe.json", writer.bytes)]
    if let picture = record.embeddedPictures.first {
      files.append(WrittenFile("\(folder)/full.jpg", picture))
    }
    return files
  }
}
