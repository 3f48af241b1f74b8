import Communities
import CommunityRules
import Exports
import Foundation
import Metrics
import PipelineCore
import RecipeFormats
import RecipeModel
import Store
import TestKit
import Testing

struct ExportTests {
  private static let surroundings = Surroundings(
    now: { Instant(milliseconds: 1_795_000_000_000) },
    randomBytes: {
      var generator = SystemRandomNumberGenerator()
      return (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
    })
  private static let ada = ActingAs.person(email: "ada@example.org")
  private static let cleo = ActingAs.person(email: "cleo@example.org")

  /// A store with ada's community, which cleo does not belong to, and so many recipes in it; every
  /// third one is tagged.
  private func store(in folder: URL, recipes: Int) throws -> RecipeStore {
    let store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: ExportTests.surroundings)
    let actions = CommunityActions(store: store, surroundings: ExportTests.surroundings)
    for name in ["ada", "cleo"] {
      _ = try actions.createUser(
        email: try EmailAddress("\(name)@example.org"), username: try Username(name), as: .operator)
    }
    _ = try actions.createCommunity(
      CommunityRequest(slug: try Slug("bakers"), name: try CommunityName("Bakers")),
      as: ExportTests.ada)
    for number in 0..<recipes {
      _ = try actions.createRecipe(
        RecipeRequest(
          in: .community("bakers"),
          body: RecipeBody(
            title: "Loaf \(number)",
            ingredients: [IngredientGroup(ingredients: [Ingredient(text: "flour")])]),
          tags: number % 3 == 0 ? [try TagName("Rye")] : [],
          imageURL: number == 0 ? "https://example.org/loaf.jpg" : nil),
        as: ExportTests.ada)
    }
    return store
  }

  private func export(
    _ selection: ExportSelection, of store: RecipeStore, to path: String,
    as acting: ActingAs = ada, by writer: any RecipeWriter.Type = JSONLDWriter.self,
    isReplacing: Bool = false, observer: Observer = Observer()
  ) throws -> ExportOutcome {
    try RecipeExport(store: store, surroundings: ExportTests.surroundings).run(
      ExportRequest(
        selection, as: acting, by: writer,
        to: ExportDestination(path: path, isReplacing: isReplacing)),
      observer: observer)
  }

  private func titles(in path: String) throws -> [String] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\"name\":\"").dropFirst().compactMap {
      $0.split(separator: "\"").first.map(String.init)
    }
  }

  @Test func `a community of several pages goes out once and whole, the youngest first`() throws {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 450)
      let path = folder.appending(path: "all.jsonld").path
      let outcome = try export(.place(.community("bakers"), tags: []), of: store, to: path)
      #expect(outcome.recipes == 450 && outcome.kind == .document && outcome.losses == [:])
      #expect(try titles(in: path) == (0..<450).reversed().map { "Loaf \($0)" })
    }
  }

  @Test func `tags and searches narrow what goes out`() throws {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 10)
      let first = folder.appending(path: "a.jsonld").path
      let tagged = try export(
        .place(.community("bakers"), tags: [FoldedName("RYE")]), of: store, to: first)
      #expect(tagged.recipes == 4)
      #expect(try titles(in: first) == ["Loaf 9", "Loaf 6", "Loaf 3", "Loaf 0"])
      #expect(try String(contentsOfFile: first, encoding: .utf8).contains("example.org/loaf.jpg"))
      let second = folder.appending(path: "b.zip").path
      let found = try export(
        .search(try SearchQuery("tag:rye community:bakers")), of: store, to: second)
      #expect(found.recipes == 4 && found.kind == .zip && found.files == 4)
    }
  }

  @Test func `R7: a person takes out what they may see, and nothing is written for others`() throws
  {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 3)
      let path = folder.appending(path: "all.jsonld").path
      let everything = try SearchQuery("tag:rye")
      #expect(throws: UnknownReference.self) {
        try export(
          .place(.community("bakers"), tags: []), of: store, to: path, as: ExportTests.cleo)
      }
      for selection in [ExportSelection.search(everything), .place(.catalogue, tags: [])] {
        #expect(throws: ExportFault(.nothingToExport)) {
          try export(selection, of: store, to: path, as: ExportTests.cleo)
        }
      }
      #expect(throws: Refusal.self) {
        try export(.place(.catalogue, tags: []), of: store, to: path, as: .operator)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      let own = try export(.place(.catalogue, tags: []), of: store, to: path)
      #expect(own.recipes == 3)
    }
  }

  @Test(arguments: ["all.jsonld", "all.zip", "all/"])
  func `an export that is stopped leaves nothing, what was there stays`(name: String) throws {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 2)
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let path = folder.path + "/" + name
      #expect(throws: Interrupted.self) {
        try export(
          .place(.community("bakers"), tags: []), of: store, to: path,
          observer: Observer(shouldStop: { true }))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }

  @Test func `a file is replaced only on request, a folder never`() throws {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 2)
      let selection = ExportSelection.place(.community("bakers"), tags: [])
      let file = folder.appending(path: "all.jsonld").path
      let other = folder.path + "/all/"
      for path in [file, other] { _ = try export(selection, of: store, to: path) }
      #expect(throws: ExportFault(.exists(path: file))) {
        try export(selection, of: store, to: file)
      }
      _ = try export(selection, of: store, to: file, isReplacing: true)
      #expect(throws: (any Error).self) {
        try export(selection, of: store, to: other, isReplacing: true)
      }
    }
  }

  @Test func `the same recipes make the same bytes`() throws {
    try withTemporaryFolder { folder in
      let store = try store(in: folder, recipes: 5)
      for writer in RecipeWriters.all {
        let paths = ["a.zip", "b.zip"].map { folder.path + "/\(writer.reader.format.name)-\($0)" }
        for path in paths {
          _ = try export(
            .place(.community("bakers"), tags: []), of: store, to: path, by: writer)
        }
        let bytes = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(bytes[0] == bytes[1])
      }
    }
  }
}
