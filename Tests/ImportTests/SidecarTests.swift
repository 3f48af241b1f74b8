import Archives
import Foundation
import Import
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

/// Pictures that no record names, but that lie where their format puts them.
struct SidecarTests {
  private func tandoor(_ name: String) -> [UInt8] {
    Array(
      #"""
      {"name":"\#(name)","steps":[{"instruction":"Cook \#(name).","ingredients":[]}],"working_time":1,
       "waiting_time":1}
      """#.utf8)
  }

  private func tar(_ members: [(String, [UInt8])]) throws -> [UInt8] {
    let sink = MemorySink()
    let tar = TarWriter(into: sink, modifiedSeconds: 0)
    for (name, bytes) in members { try tar.addMember(name, bytes) }
    try tar.finish()
    return sink.bytes
  }

  /// The titles of the community's recipes, and the sizes of their pictures.
  private func pictures(in kitchen: Kitchen) throws -> [String] {
    try kitchen.texts(
      """
      SELECT body.title || ' ' || coalesce(image.byte_size, '-') FROM recipe
        JOIN recipe_body AS body ON body.id = recipe.body_id
        LEFT JOIN recipe_image ON recipe_image.recipe_id = recipe.id
        LEFT JOIN image ON image.id = recipe_image.image_id
        WHERE recipe.community_id IS NOT NULL ORDER BY body.title
      """)
  }

  private let pixel = BadInputTests.pixel
  private let larger = BadInputTests.pixel + [0]

  @Test func `each of many containers has a picture of its own`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let archive = try tar([
        ("1.tar", tar([("recipe.json", tandoor("Soup")), ("image.png", pixel)])),
        ("2.tar", tar([("recipe.json", tandoor("Toast"))])),
        ("3.tar", tar([("image.JPEG", larger), ("recipe.json", tandoor("Wrap"))])),
      ])
      let outcome = try kitchen.run([try kitchen.file("all.tar", archive)])
      #expect(outcome.total.inserted == 3)
      #expect(
        try pictures(in: kitchen)
          == ["Soup \(pixel.count)", "Toast -", "Wrap \(larger.count)"])
      #expect(!outcome.warnings.contains { $0.warning.code == .missingImage })
    }
  }

  @Test func `in a folder on disk a picture goes to the recipe beside it`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      for (index, name) in ["Soup", "Toast", "Wrap"].enumerated() {
        _ = try kitchen.file("book/\(name)/recipe.json", tandoor(name))
        if index != 1 {
          _ = try kitchen.file("book/\(name)/image.png", index == 0 ? pixel : larger)
        }
      }
      // Damage on the way costs nothing behind it.
      _ = try kitchen.file("book/Toast/broken.zip", [0x50, 0x4B, 0x03, 0x04, 0x00])
      _ = try kitchen.run([folder.appending(path: "book").path])
      #expect(
        try pictures(in: kitchen)
          == ["Soup \(pixel.count)", "Toast -", "Wrap \(larger.count)"])
    }
  }

  @Test func `a picture that is expected is missed, and none of another recipe is taken`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let backup = """
        {"alembic_version": [], "recipes": [{"id": "a", "name": "Soup", "image": "x"},
         {"id": "b", "name": "Toast", "image": "y"}, {"id": "c", "name": "Wrap", "image": null}]}
        """
      let archive = try tar([
        ("top/database.json", Array(backup.utf8)),
        ("top/data/recipes/b/images/original.webp", pixel),
        ("top/data/recipes/c/images/original.webp", larger),
      ])
      let outcome = try kitchen.run([try kitchen.file("all.tar", archive)])
      #expect(try pictures(in: kitchen) == ["Soup -", "Toast \(pixel.count)", "Wrap -"])
      // The recipe and its personal copy.
      #expect(
        outcome.warnings.first { $0.warning.code == .missingImage }?.count == 2)
    }
  }

  @Test func `a recipe that starts with its picture is recognized by what comes after it`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let picture = String(repeating: "QUJD", count: 50_000)
      let crumb = """
        {"images":["\(picture)"],"name":"Soup","webLink":"","serves":2,"cookingDuration":5,
         "steps":[{"step":"Cook.","isSection":false}]}
        """
      let outcome = try kitchen.run([try kitchen.file("a", crumb)])
      #expect(outcome.accounts.map(\.format) == ["crouton"] && outcome.total.inserted == 1)
    }
  }

  @Test func `what belongs to no recipe is counted once, also across an interruption`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let backup = """
        {"alembic_version": [], "recipes": [{"id": "a", "name": "Soup"}],
         "shopping_lists": [{"id": "1"}, {"id": "2"}]}
        """
      let path = try kitchen.file("database.json", backup)
      #expect(throws: (any Error).self) {
        try kitchen.run([path], batchRecords: 1, observer: Observer(shouldStop: { true }))
      }
      let outcome = try kitchen.run([path], batchRecords: 1)
      #expect(outcome.total.read == 1 && outcome.total.inserted == 1)
      let leftOut = outcome.warnings.filter { $0.warning.code == .leftOut }
      #expect(leftOut.map(\.warning.field) == ["shopping_lists"] && leftOut.map(\.count) == [2])
    }
  }
}
