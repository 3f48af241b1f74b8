/// The stages that a pipeline file may name; raw values are the words of the file.
///
/// This is the one list of them: the reader, the reference and `StageSettings` follow it.
public enum StageKind: String, Sendable, CaseIterable {
  case initialize = "init"
  case archive
  case users
  case communities
  case imports = "import"
  case views
  case lineage
  case tags
  case duplicates
  case rollup
  case targets
  case purge
  case report
  case site
  case backup
  case prune

  /// What the stage does, in one line, for the reference.
  public var meaning: String {
    switch self {
    case .initialize: "makes the store when there is none, and upgrades an older one"
    case .archive: "takes in community archives as the operator, ids and history included"
    case .users: "makes the users that are not there yet"
    case .communities: "makes the communities that are not there yet, with admin and members"
    case .imports: "imports recipe archives into a community or a person's catalogue"
    case .views: "loads view logs"
    case .lineage: "brings the index of origins and forks up to date"
    case .tags: "brings the tag index up to date"
    case .duplicates: "finds recipes that say nearly the same"
    case .rollup: "counts the days that views have touched"
    case .targets: "checks what communities have reached of their targets"
    case .purge: "removes for good what is past its retention"
    case .report: "writes the report of a community, a recipe, a creator or everything"
    case .site: "writes a folder of reports about everything that link to each other"
    case .backup:
      "backs everything up into a repository, or writes an archive of it or of a community"
    case .prune: "removes the snapshots of a repository that no rule keeps"
    }
  }

  /// The keys of its settings in the order of the reference; none for a stage without settings.
  ///
  /// For `users` and `communities` they are the keys of each entry of the list.
  public var keys: [SettingKey] {
    switch self {
    case .initialize: InitSettings.keys
    case .archive: ArchiveSettings.keys
    case .users: UsersSettings.keys
    case .communities: CommunitiesSettings.keys
    case .imports: ImportSettings.keys
    case .views: ViewsSettings.keys
    case .lineage: LineageSettings.keys
    case .tags: TagsSettings.keys
    case .duplicates: DuplicatesSettings.keys
    case .rollup: RollupSettings.keys
    case .targets: TargetsSettings.keys
    case .purge: PurgeSettings.keys
    case .report: ReportSettings.keys
    case .site: SiteSettings.keys
    case .backup: BackupSettings.keys
    case .prune: PruneSettings.keys
    }
  }
}
