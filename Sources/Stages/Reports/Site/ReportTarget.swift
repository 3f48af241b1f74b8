public import RecipeModel

/// What a report can name that there can be a report of.
public enum ReportTarget: Sendable, Hashable {
  /// By slug.
  case community(String)
  case recipe(RecipeID)
  case creator(UserID)
}

extension Report {
  /// Everything that its tables name, each once, in the order in which it is read.
  public var targets: [ReportTarget] {
    var seen: Set<ReportTarget> = []
    return sections.flatMap { $0.content.table.rows.joined() }.compactMap { cell in
      guard case .named(_, let target) = cell, seen.insert(target).inserted else { return nil }
      return target
    }
  }
}
