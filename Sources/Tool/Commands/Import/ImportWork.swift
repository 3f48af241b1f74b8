import Communities
import Duplicates
import Import
import PipelineCore
import RecipeModel
import Store

/// An import as a command or a pipeline asks for it: first allowed by the rules, then run.
struct ImportWork {
  var place: PlaceName
  /// The e-mail address of who imports.
  var importer: String
  var paths: [String]
  var format: String?
  var source: String?
  var tags: [String]
  var duplicates = DuplicateHandling.skip
  var nearDuplicates = NearDuplicateHandling.ignore

  func run(at bench: Workbench) throws -> ImportResult {
    let permission = try CommunityActions(store: bench.store, surroundings: bench.surroundings)
      .resolveImport(into: place, as: .person(email: importer))
    let target =
      if let community = permission.community {
        ImportRequest.Target(
          place: permission.place, id: community.id.text, label: community.slug)
      } else {
        ImportRequest.Target(
          place: permission.place, id: permission.importer.id.text,
          label: "the catalogue of \(permission.importer.username)")
      }
    let request = ImportRequest(
      target: target, importer: permission.importer.key, paths: paths, format: format,
      sourceName: source, tags: tags, duplicates: duplicates, nearDuplicates: nearDuplicates,
      parent: bench.parent)
    let outcome = try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .run(request, observer: bench.observer) {
        _ = try DuplicateStage.run(on: bench.store, observer: bench.observer)
      }
    return ImportResult(outcome: outcome, label: target.label, nearDuplicates: nearDuplicates)
  }
}
