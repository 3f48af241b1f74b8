import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Reports
import Statistics
import Store

/// What a report is asked for, as it is written in commands and pipelines.
enum ReportChoice {
  /// By slug.
  case community(String)
  /// By id.
  case recipe(String)
  /// By e-mail address.
  case creator(String)
  case installation

  /// Reads what the report says, as far as whoever asks may know it.
  ///
  /// - Throws: An `UnknownReference` for what is not there or not within reach; a refusal for the
  ///   installation, unless the operator asks.
  func read(
    during days: ReportedDays, as acting: ActingAs, at now: Instant,
    in transaction: ReadTransaction
  ) throws -> Report {
    let reach = try CommunityActions.reach(of: acting, in: transaction)
    switch self {
    case .community(let slug):
      guard let stored = try transaction.community(slug: slug),
        let numbers = try CommunityNumbers.read(
          of: stored.id, during: days, within: reach, in: transaction)
      else { throw UnknownReference(.community, slug) }
      let targets = try CommunityTargets.read(
        of: stored.id, at: now, within: reach, in: transaction)
      return Report(numbers, targets: targets, generatedAt: now)
    case .recipe(let id):
      guard
        let numbers = try RecipeNumbers.read(
          of: RecipeID(id), during: days, within: reach, in: transaction)
      else { throw UnknownReference(.recipe, id) }
      return Report(numbers, generatedAt: now)
    case .creator(let email):
      guard let user = try transaction.user(withEmail: FoldedName(email)),
        let numbers = try CreatorNumbers.read(
          of: user, during: days, within: reach, in: transaction)
      else { throw UnknownReference(.user, email) }
      return Report(numbers, generatedAt: now)
    case .installation:
      try CommunityActions.requireInstallation(for: acting, in: transaction)
      let numbers = try InstallationNumbers.read(during: days, in: transaction)
      return Report(numbers, generatedAt: now)
    }
  }

  /// How it is told in lists of runs: a person by nothing but that they are one.
  var label: String {
    switch self {
    case .community(let slug): slug
    case .recipe(let id): "recipe \(id)"
    case .creator: "a creator"
    case .installation: "the installation"
    }
  }
}
