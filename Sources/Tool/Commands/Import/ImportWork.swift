import Communities
import CommunityRules
import Import
import PipelineCore
import RecipeFormats
import RecipeModel
import Store

/// An import as a command or a pipeline asks for it: first allowed by the rules, then run.
struct ImportWork {
  var place: PlaceName
  /// The e-mail address of who imports.
  var importer: String
  var paths: [String]
  var format: String?
  var columns = StatedColumns.none
  var source: String?
  var tagRules = TagRules.none
  var tags: [String]

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
      columns: columns, sourceName: source, tagRules: tagRules, tags: tags, parent: bench.parent)
    let outcome = try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .run(request, observer: bench.observer)
    return ImportResult(outcome: outcome, label: target.label)
  }
}
