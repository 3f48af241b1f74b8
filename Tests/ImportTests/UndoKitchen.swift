import Archives
import Communities
import CommunityRules
import Duplicates
import Foundation
import Import
import Lineage
import PipelineCore
import RecipeModel
import Tags
import TestKit

@testable import Store

extension Kitchen {
  /// A day after the imports.
  static let later = Surroundings(
    now: { noon.advanced(byMilliseconds: 86_400_000) }, randomBytes: surroundings.randomBytes)

  var people: CommunityActions { CommunityActions(store: store, surroundings: Kitchen.later) }
  var theCook: ActingAs { .person(email: "cook@example.org") }

  /// The first whole run of the newest import, or of the one that many before it.
  func importRun(_ back: Int = 0) throws -> StoredRun {
    let runs = try store.read { (transaction) throws(StoreFault) in
      try transaction.runs(limit: 100)
    }.filter { $0.kind == .import }
    return runs[back]
  }

  @discardableResult
  func undo(
    _ run: StoredRun, batchSize: Int = 3, observer: Observer = Observer()
  ) throws -> UndoOutcome {
    try ImportUndo(store: store, surroundings: Kitchen.later, batchSize: batchSize)
      .run(run, by: cook, observer: observer)
  }

  /// Brings all indexes up to date that follow imports.
  func index() throws {
    _ = try LineageStage.run(on: store)
    _ = try TagStage.run(on: store)
    _ = try DuplicateStage.run(on: store)
  }

  /// The recipe that came from an address.
  func recipe(_ number: Int) throws -> RecipeID {
    let ids = try texts(
      """
      SELECT r.public_id FROM recipe r JOIN recipe_source s ON s.recipe_id = r.id
       WHERE s.identity LIKE '%/loaf/\(number)'
      """)
    return RecipeID(ids.first ?? "")
  }

  /// An archive with all that an import can bring: tags, a picture in another member, origins before
  /// and after what is based on them, a duplicate, and what cannot be read.
  func richArchive(_ name: String, step: String = "Bake", photo: UInt8 = 1) throws -> String {
    let sink = MemorySink()
    let tar = TarWriter(into: sink, modifiedSeconds: 0)
    func line(_ name: String, _ more: String) -> String {
      #"{"@context":"https://schema.org","@type":"Recipe","@id":"https://r.example/\#(name)","#
        + #""name":"\#(name)","recipeIngredient":["1 \#(name)"],"#
        + #""recipeInstructions":"\#(step)."\#(more)}"#
    }
    let lines = [
      line("soup", #","image":"photos/soup.jpg","keywords":"Leek, Winter""#),
      line("stew", #","isBasedOn":{"@id":"https://r.example/roast"}"#),
      line("roast", #","keywords":"Winter""#),
      line("pie", #","isBasedOn":{"@id":"https://r.example/roast"},"image":"https://i.example/p""#),
      #"{"@context":"https://schema.org","@type":"Recipe","name":""}"#,
    ]
    try tar.addMember("box/all.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
    try tar.addMember("box/photos/soup.jpg", SamplePhotos.jpeg(exif: [photo], packet: []))
    try tar.finish()
    return try file(name, sink.bytes)
  }
}
