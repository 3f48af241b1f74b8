/// The checked settings of one stage.
public enum StageSettings: Sendable, Equatable {
  case initialize(InitSettings)
  case archive(ArchiveSettings)
  case users(UsersSettings)
  case communities(CommunitiesSettings)
  case imports(ImportSettings)
  case views(ViewsSettings)
  case lineage(LineageSettings)
  case tags(TagsSettings)
  case duplicates(DuplicatesSettings)
  case rollup(RollupSettings)
  case targets(TargetsSettings)
  case purge(PurgeSettings)
  case report(ReportSettings)
  case site(SiteSettings)
  case backup(BackupSettings)
  case prune(PruneSettings)

  public var kind: StageKind {
    switch self {
    case .initialize: .initialize
    case .archive: .archive
    case .users: .users
    case .communities: .communities
    case .imports: .imports
    case .views: .views
    case .lineage: .lineage
    case .tags: .tags
    case .duplicates: .duplicates
    case .rollup: .rollup
    case .targets: .targets
    case .purge: .purge
    case .report: .report
    case .site: .site
    case .backup: .backup
    case .prune: .prune
    }
  }
}

extension StageSettings {
  /// Reads the settings of a stage; nil when problems were found.
  static func read(
    _ kind: StageKind, from node: PipelineNode, scope: ReadingScope, problems: inout ProblemList
  ) -> StageSettings? {
    switch kind {
    case .initialize:
      InitSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(initialize)
    case .archive:
      ArchiveSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(archive)
    case .users:
      UsersSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(users)
    case .communities:
      CommunitiesSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(
        communities)
    case .imports:
      ImportSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(imports)
    case .views:
      ViewsSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(views)
    case .lineage:
      LineageSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(lineage)
    case .tags:
      TagsSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(tags)
    case .duplicates:
      DuplicatesSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(
        duplicates)
    case .rollup:
      RollupSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(rollup)
    case .targets:
      TargetsSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(targets)
    case .purge:
      PurgeSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(purge)
    case .report:
      ReportSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(report)
    case .site:
      SiteSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(site)
    case .backup:
      BackupSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(backup)
    case .prune:
      PruneSettings.read(from: node, of: kind, scope: scope, problems: &problems).map(prune)
    }
  }
}
