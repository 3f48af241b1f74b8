import Communities
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
  /// By e-mail address or username.
  case creator(String)
  case installation

  /// Reads what the report says, as far as whoever asks may know it.
  ///
  /// - Throws: An `UnknownReference` for what is not there or not within reach; a refusal for the
  ///   installation, unless the operator asks.
  func read(
    during days: ReportedDays, as acting: ActingAs, in transaction: ReadTransaction
  ) throws -> Report {
    let reader = ReportReader(
      days: days, reach: try CommunityActions.reach(of: acting, in: transaction),
      transaction: transaction)
    switch self {
    case .community(let slug):
      guard let report = try reader.report(of: .community(slug)) else {
        throw UnknownReference(.community, slug)
      }
      return report
    case .recipe(let id):
      guard let report = try reader.report(of: .recipe(RecipeID(id))) else {
        throw UnknownReference(.recipe, id)
      }
      return report
    case .creator(let name):
      let user = try CommunityActions.user(named: name, for: acting, in: transaction)
      guard let report = try reader.report(of: .creator(user.id)) else {
        throw UnknownReference.user(name, for: acting)
      }
      return report
    case .installation:
      try CommunityActions.requireInstallation(for: acting, in: transaction)
      return try reader.installation()
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
