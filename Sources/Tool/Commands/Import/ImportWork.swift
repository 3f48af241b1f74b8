import Communities
import CommunityRules
import Duplicates
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
  /// Who the authors are; nil leaves them texts.
  var authors: AuthorUsers?
  var tagRules = TagRules.none
  var tags: [String]
  var duplicates = DuplicateHandling.skip
  var nearDuplicates = NearDuplicateHandling.ignore
  var indexesText = true
  /// Whether the result names authors, which is for whoever asked and not for logs.
  var namesAuthors = false

  func run(at bench: Workbench) throws -> ImportResult {
    let actions = CommunityActions(store: bench.store, surroundings: bench.surroundings)
    let acting = ActingAs.person(email: importer)
    let permission = try actions.resolveImport(into: place, as: acting)
    let users = try authors.map { authors in
      // Whatever is refused is refused before anybody is made.
      let users = try actions.resolveAuthors(authors.mapped, under: permission)
      try actions.makeAuthors(authors.created, under: permission, as: acting)
      let made = try actions.resolveAuthors(authors.created, under: permission)
      return users.merging(made) { mapped, _ in mapped }
    }
    let target = ImportRequest.Target(permission)
    var request = ImportRequest(
      target: target, importer: permission.importer.key, paths: paths, format: format,
      columns: columns, sourceName: source, tagRules: tagRules, authors: users, tags: tags,
      duplicates: duplicates, nearDuplicates: nearDuplicates, parent: bench.parent)
    request.indexesText = indexesText
    return try ImportWork.store(request, at: bench, namesAuthors: namesAuthors)
  }

  /// Runs an import that the rules allowed, and keeps its account with the run.
  static func store(
    _ request: ImportRequest, at bench: Workbench, namesAuthors: Bool
  ) throws -> ImportResult {
    func result(_ outcome: ImportOutcome) -> ImportResult {
      ImportResult(
        outcome: outcome, label: request.target.label, namesAuthors: namesAuthors,
        nearDuplicates: request.nearDuplicates)
    }
    let outcome = try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .run(request, observer: bench.observer, report: { result($0).kept.json }) {
        _ = try DuplicateStage.run(on: bench.store, observer: bench.observer)
      }
    return result(outcome)
  }
}

extension ImportRequest.Target {
  /// The place that the rules have opened.
  init(_ permission: ImportPermission) {
    if let community = permission.community {
      self.init(place: permission.place, id: community.id.text, label: community.slug)
    } else {
      self.init(
        place: permission.place, id: permission.importer.id.text,
        label: "the catalogue of \(permission.importer.username)")
    }
  }
}

/// Which users authors are.
struct AuthorUsers {
  /// Those who are members already.
  var mapped: [NamedAuthor] = []
  /// Those who become users and members where nobody has the address.
  var created: [NamedAuthor] = []
}
