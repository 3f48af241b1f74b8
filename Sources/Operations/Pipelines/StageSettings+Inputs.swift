extension StageSettings {
  /// The paths and patterns that the stage reads, in order; nil of one that reads none.
  public var inputs: [String]? {
    switch self {
    case .archive(let settings): settings.from
    case .imports(let settings): settings.from
    case .views(let settings): settings.from
    case .initialize, .users, .communities, .lineage, .tags, .duplicates, .rollup, .targets, .purge,
      .report, .site, .backup, .prune:
      nil
    }
  }

  /// Whether an input that was done before has to be read again with those that are new, because what
  /// is missing in all of them is deleted.
  public var readsAllInputs: Bool {
    if case .imports(let settings) = self { settings.isMirror } else { false }
  }

  /// The same stage on other paths.
  public func reading(_ paths: [String]) -> StageSettings {
    switch self {
    case .archive(var settings):
      settings.from = paths
      return .archive(settings)
    case .imports(var settings):
      settings.from = paths
      return .imports(settings)
    case .views(var settings):
      settings.from = paths
      return .views(settings)
    case .initialize, .users, .communities, .lineage, .tags, .duplicates, .rollup, .targets, .purge,
      .report, .site, .backup, .prune:
      return self
    }
  }
}
