import Communities
import CommunityRules
import Duplicates
import Import
import PipelineCore
import RecipeFormats
import RecipeModel
import Store

/// An import as a command or a pipeline asks for it: first allowed by the rules, then run.
struct ImportWork: Equatable {
  var place: PlaceName
  /// The e-mail address of who imports.
  var importer: String
  var paths: [String]
  var options: ImportOptions
  /// Who the authors are; nil leaves them texts.
  var authors: AuthorUsers?
  /// Whether recipes are deleted that the same source gave earlier and gives no more.
  var isMirror = false
  /// How much may be beyond reading; nil for any number.
  var errorLimit: ErrorLimit?
  /// Whether the result names authors and recipes, which is for whoever asked and not for logs.
  var namesAuthors = false
  /// What a plan says that the import accounts for; nil without one.
  var plannedAccounts: [MemberAccount]?
  /// How many missing recipes a plan says that the mirror gives which fate; nil without one.
  var plannedFates: [MissingRecipes.Fate: Int]?

  func run(at bench: Workbench) throws -> ImportResult {
    let actions = bench.communities()
    let acting = ActingAs.person(email: importer)
    let permission = try actions.resolveImport(into: place, as: acting)
    let isChecked = try requireFewErrors(at: bench)
    let users = try authors.map { authors in
      // Whatever is refused is refused before anybody is made.
      let users = try actions.resolveAuthors(authors.mapped, under: permission)
      try actions.makeAuthors(authors.created, under: permission, as: acting)
      let made = try actions.resolveAuthors(authors.created, under: permission)
      return users.merging(made) { mapped, _ in mapped }
    }
    var request = request(under: permission, authors: users, parent: bench.parent)
    if isChecked { request.errorLimit = nil }
    return try ImportWork.store(
      request, at: bench, mirror: mirror(through: actions), namesAuthors: namesAuthors)
  }

  /// Refuses archives with too many errors before users are made for them; false where nobody is to
  /// be made, so that the import itself may ask.
  private func requireFewErrors(at bench: Workbench) throws -> Bool {
    guard errorLimit != nil, let authors, !authors.created.isEmpty else { return false }
    let planned = try planned(at: bench)
    guard !planned.authorsToMake.isEmpty else { return false }
    var request = planned.request
    request.parent = bench.parent
    for author in planned.authorsToMake { request.authors?[FoldedName(author.name)] = nil }
    try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .requireFewErrors(in: request, observer: bench.observer)
    return true
  }

  /// Asks what `run` asks before it begins, and makes nobody.
  func planned(at bench: Workbench) throws -> PlannedImport {
    let actions = bench.communities()
    let acting = ActingAs.person(email: importer)
    let permission = try actions.resolveImport(into: place, as: acting)
    var made: [NamedAuthor] = []
    let users = try authors.map { authors in
      var users = try actions.resolveAuthors(authors.mapped, under: permission)
      made = try actions.authorsToMake(authors.created, under: permission, as: acting)
      let known = authors.created.filter { !made.contains($0) }
      users.merge(try actions.resolveAuthors(known, under: permission)) { mapped, _ in mapped }
      // Who is made has no key yet; no decision depends on it.
      for author in made { users[FoldedName(author.name)] = permission.importer.key }
      return users
    }
    return PlannedImport(
      request: request(under: permission, authors: users, parent: nil), authorsToMake: made)
  }

  /// Finds out what `run` would do, under the same rules, and writes nothing.
  func plan(_ planned: PlannedImport, at bench: Workbench) throws -> PlanResult {
    let actions = bench.communities()
    let plan = try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .plan(
        planned.request, observer: bench.observer,
        mirror: mirror(through: actions))
    return PlanResult(
      plan: plan, label: planned.request.target.label, nearDuplicates: options.nearDuplicates)
  }

  private func mirror(through actions: CommunityActions) -> Mirror? {
    guard isMirror else { return nil }
    let acting = ActingAs.person(email: importer)
    return Mirror(
      mayDelete: { try actions.mayDelete($0, as: acting, in: $1) },
      delete: { recipe, deletion, transaction in
        try actions.deleteMissing(
          recipe, as: acting, run: deletion.run, entry: deletion.entry, at: deletion.at,
          in: transaction)
      })
  }

  private func request(
    under permission: ImportPermission, authors users: [FoldedName: UserKey]?, parent: RunKey?
  ) -> ImportRequest {
    let target = ImportRequest.Target(permission)
    var request = ImportRequest(
      target: target, importer: permission.importer.key, paths: paths, options: options,
      authors: users, parent: parent)
    request.plannedAccounts = plannedAccounts
    request.plannedFates = plannedFates
    request.errorLimit = errorLimit
    request.isMirror = isMirror
    return request
  }

  /// Runs an import that the rules allowed, and keeps its account with the run.
  static func store(
    _ request: ImportRequest, at bench: Workbench, mirror: Mirror? = nil, namesAuthors: Bool
  ) throws -> ImportResult {
    func result(_ outcome: ImportOutcome) -> ImportResult {
      ImportResult(
        outcome: outcome, label: request.target.label, namesAuthors: namesAuthors,
        nearDuplicates: request.nearDuplicates)
    }
    let outcome = try RecipeImport(store: bench.store, surroundings: bench.surroundings)
      .run(
        request, observer: bench.observer, mirror: mirror, report: { result($0).kept.json }
      ) {
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
struct AuthorUsers: Equatable {
  /// Those who are members already.
  var mapped: [NamedAuthor] = []
  /// Those who become users and members where nobody has the address.
  var created: [NamedAuthor] = []
}

/// An import as the rules allow it, before anybody was made who is to be made.
struct PlannedImport {
  var request: ImportRequest
  /// Those of the authors who become users.
  var authorsToMake: [NamedAuthor]
}
