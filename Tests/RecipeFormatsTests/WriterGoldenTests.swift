import Foundation
import RecipeFormats
import RecipeModel
import RecipeText
import Testing

/// What each writer makes of two recipes, byte for byte.
struct WriterGoldenTests {
  private static let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3, 0xFF, 0xD9]

  /// A recipe that says something in every field, and one that says next to nothing.
  private static let records = [
    RecipeRecord(
      body: RecipeBody(
        title: "Käse & Brot <quick>", summary: "A supper.\n\nFor two, or one.",
        ingredients: [
          IngredientGroup(ingredients: [
            IngredientLine.ingredient("1 1/2 cups rye flour, sifted"),
            IngredientLine.ingredient("salt"),
          ]),
          IngredientGroup(
            name: "Topping",
            ingredients: [
              IngredientLine.ingredient("200 g cheese"),
              Ingredient(
                text: "2-3 pears", quantity: Quantity(2, upTo: 3), item: "pears", isOptional: true),
            ]),
        ],
        steps: [
          StepGroup(steps: ["Mix the rye flour with salt.", "Bake for 25 minutes."]),
          StepGroup(name: "Topping", steps: ["Melt the cheese over the pears."]),
        ],
        times: Times(
          preparation: TimeSpan(text: "PT20M", minutes: 20),
          cooking: TimeSpan(text: "1 h 5 min", minutes: 65),
          total: TimeSpan(text: "overnight", minutes: nil)),
        yield: YieldText.yield("4 servings"),
        credit: Credit(
          author: "Ida Sample", source: "The Bread Book", url: "https://example.org/bread"),
        nutrition: [
          NutritionFact(name: "calories", value: "240 kcal"),
          NutritionFact(name: "fatContent", value: "9 g"),
        ],
        rating: Rating(value: 4, count: 12), notes: ["Keeps a week.", "Freezes \"well\"."],
        equipment: ["oven", "large bowl"], language: "en"),
      tags: ["Bread", "Quick, easy"],
      images: [.embedded(picture), .remote(url: "https://example.org/bread.jpg")],
      externalID: "0198a000-0000-7000-8000-000000000001",
      createdAt: Instant(milliseconds: 1_772_323_200_000),
      updatedAt: Instant(milliseconds: 1_772_409_600_500),
      extras: [JSONMember("shelf", .array([.integer(3), .string("left")]))],
      sourceDigest: Digest(bytes: Array(0..<32))),
    RecipeRecord(
      body: RecipeBody(title: "Tea"), sourceDigest: Digest(bytes: Array(repeating: 9, count: 32))),
  ]

  /// `UPDATE_GOLDEN=1` writes what came out; a missing file is written and fails.
  @Test(arguments: WriterCase.all)
  func `two recipes are written byte for byte as recorded`(_ test: WriterCase) throws {
    var text = ""
    if case .document(let frame) = test.writer.layout {
      var writer = test.writer.init(.together)
      let parts = WriterGoldenTests.records.flatMap { writer.write($0) }
      let document =
        frame.opening + Array(parts.compactMap(\.bytes).joined(separator: frame.separator))
        + frame.closing
      text += "== together\n" + String(decoding: document, as: UTF8.self)
    }
    var writer = test.writer.init(.apart)
    for record in WriterGoldenTests.records {
      let written = writer.writeProved(record)
      text += written.files.map { $0.shown(in: "") }.joined()
      text += "== not as it was: "
      text += RecordField.allCases.filter { written.lost.contains($0) }.map(\.rawValue)
        .joined(separator: ", ")
      text += "\n"
    }
    try compare(Array(text.utf8), with: "\(test.format).txt")
  }

  private func compare(_ bytes: [UInt8], with name: String) throws {
    var folder = URL(filePath: #filePath)
    for _ in 0..<2 { folder.deleteLastPathComponent() }
    let file = folder.appending(path: "Golden/RecipeFormats/\(name)")
    let expected = try? Data(contentsOf: file)
    let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    if updates || expected == nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    guard !updates else { return }
    #expect(expected.map { [UInt8]($0) } == bytes, "\(name) differs; UPDATE_GOLDEN=1 rewrites")
  }
}

extension WrittenFile {
  /// The file as text below a line with its name; pictures by their size.
  fileprivate func shown(in container: String) -> String {
    let path = container + name
    switch content {
    case .bytes(let bytes), .gzip(let bytes):
      let isGzip: Bool = if case .gzip = content { true } else { false }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return "== \(path)\n\(bytes.count) bytes\n"
      }
      return "== \(path)\(isGzip ? " (gzip)" : "")\n\(text)" + (text.hasSuffix("\n") ? "" : "\n")
    case .zip(let files): return files.map { $0.shown(in: "\(path)!/") }.joined()
    }
  }
}
