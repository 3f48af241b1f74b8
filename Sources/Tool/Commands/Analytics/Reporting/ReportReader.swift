import CommunityRules
import RecipeModel
import Reports
import Statistics
import Store

/// Reads reports from one snapshot, as far as whoever asks may know what they say.
struct ReportReader {
  let days: ReportedDays
  let reach: Reach
  let transaction: ReadTransaction

  /// The report of something; nil for what is not there or not within reach.
  func report(of target: ReportTarget) throws -> Report? {
    switch target {
    case .community(let slug): try community(slug)
    case .recipe(let id): try recipe(id)
    case .creator(let id): try transaction.user(id).flatMap { try creator($0) }
    }
  }

  private func community(_ slug: String) throws -> Report? {
    guard let stored = try transaction.community(slug: slug),
      let numbers = try CommunityNumbers.read(
        of: stored.id, during: days, within: reach, in: transaction)
    else { return nil }
    let targets = try CommunityTargets.read(
      of: stored.id, at: days.now, within: reach, waiting: numbers.waiting, in: transaction)
    return Report(numbers, targets: targets, generatedAt: days.now)
  }

  private func recipe(_ id: RecipeID) throws -> Report? {
    try RecipeNumbers.read(of: id, during: days, within: reach, in: transaction)
      .map { Report($0, generatedAt: days.now) }
  }

  private func creator(_ user: StoredUser) throws -> Report? {
    try CreatorNumbers.read(of: user, during: days, within: reach, in: transaction)
      .map { Report($0, generatedAt: days.now) }
  }

  /// The report of everything, which is the operator's alone.
  func installation() throws -> Report {
    Report(try InstallationNumbers.read(during: days, in: transaction), generatedAt: days.now)
  }

  /// The report of the communities within reach beside each other.
  func overview() throws -> Report {
    Report(
      try CommunityOverview.read(during: days, within: reach, in: transaction),
      generatedAt: days.now)
  }
}
