import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct PaprikaReaderTests {
  /// All 24 members, with the given ones in place of their defaults.
  private func paprika(_ changes: [String: String] = [:]) -> String {
    let members: [(String, String)] = [
      ("uid", #""8B5A-1""#), ("created", #""2019-03-04 05:06:07""#), ("hash", #""AB""#),
      ("name", #""Lemon bars""#), ("description", #""Sour.""#),
      ("ingredients", #""2 cups flour\nFILLING\n3 eggs\nTop:\nsugar""#),
      ("directions", #""1. Mix.\n\n2. Bake.""#), ("notes", #""Cool well.""#),
      ("nutritional_info", #""120 kcal each""#), ("servings", #""Serves 6 to 8""#),
      ("prep_time", #""25 min""#), ("cook_time", #""1 hour to 4 hours""#), ("total_time", #""""#),
      ("difficulty", #""Easy""#), ("rating", "4"), ("categories", #"["Dessert","Citrus"]"#),
      ("source", #""Aunt""#), ("source_url", #""https://e.org/r""#),
      ("image_url", #""https://e.org/i.jpg""#), ("photo", #""1.jpg""#), ("photo_hash", #""CD""#),
      ("photo_data", #""AQID""#), ("photo_large", "null"), ("photos", "[]"),
    ]
    return "{" + members.map { "\"\($0.0)\":\(changes[$0.0] ?? $0.1)" }.joined(separator: ",") + "}"
  }

  @Test func `all members have their place`() throws {
    let record = try #require(read(paprika(), with: PaprikaReader.self).records.first)
    let body = record.body
    #expect(record.externalID == "8B5A-1")
    #expect(record.createdAt?.description == "2019-03-04T05:06:07.000Z")
    #expect(body.title == "Lemon bars" && body.summary == "Sour." && body.notes == ["Cool well."])
    #expect(body.ingredients.map(\.name) == [nil, "FILLING", "Top"])
    #expect(body.steps == [StepGroup(steps: ["Mix.", "Bake."])])
    #expect(body.nutrition == [NutritionFact(name: "nutrition", value: "120 kcal each")])
    #expect(
      body.yield == Yield(text: "Serves 6 to 8", amount: Quantity(6, upTo: 8), unit: "servings"))
    #expect(body.times.preparation?.minutes == 25 && body.times.cooking?.minutes == 240)
    #expect(body.times.total == nil)
    #expect(body.rating == Rating(value: 4))
    #expect(body.credit == Credit(source: "Aunt", url: "https://e.org/r"))
    #expect(record.tags == ["Dessert", "Citrus"])
    #expect(record.images == [.embedded([1, 2, 3])])
    #expect(
      Set(record.extras.map(\.name)) == ["hash", "difficulty", "photo", "photo_hash", "image_url"])
    #expect(record.warnings.isEmpty)
  }

  @Test func `null members say nothing`() throws {
    let names = [
      "created", "hash", "description", "ingredients", "directions", "notes", "nutritional_info",
      "servings", "prep_time", "cook_time", "total_time", "difficulty", "rating", "categories",
      "source", "source_url", "image_url", "photo", "photo_hash", "photo_data", "photos",
    ]
    let json = paprika(Dictionary(uniqueKeysWithValues: names.map { ($0, "null") }))
    let record = try #require(read(json, with: PaprikaReader.self).records.first)
    #expect(record.extras.isEmpty && record.images.isEmpty && record.tags.isEmpty)
    #expect(Set(record.warnings.map(\.code)) == [.missingIngredients, .missingSteps])
  }

  @Test(
    arguments: [
      (["photos": #"[{"name":"a","data":"BAUG"},{"filename":"b","data":null}]"#], [[4, 5, 6]]),
      (["photo_large": #""Bwg=""#], [[7, 8]]),
      (["photo_data": "null"], []),
    ] as [([String: String], [[UInt8]])])
  func `the largest pictures win`(changes: [String: String], pictures: [[UInt8]]) throws {
    let record = try #require(read(paprika(changes), with: PaprikaReader.self).records.first)
    let expected = pictures.map(RecordImage.embedded)
    #expect(record.images == (expected.isEmpty ? [.remote(url: "https://e.org/i.jpg")] : expected))
  }

  @Test func `a picture that is no Base64 is a warning`() throws {
    let json = paprika(["photo_data": #""A*B""#])
    let record = try #require(read(json, with: PaprikaReader.self).records.first)
    #expect(record.warnings == [RecordWarning(.unreadableImage, field: "photo_data")])
  }

  @Test func `a rating of 0 is none, and the trash is noted`() throws {
    let json = paprika(["rating": "0,\"in_trash\":true,\"deleted\":false"])
    let record = try #require(read(json, with: PaprikaReader.self).records.first)
    #expect(record.body.rating == nil)
    #expect(record.extras.contains(JSONMember("in_trash", .bool(true))))
  }
}
