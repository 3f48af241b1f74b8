import BackupRepository
import Backups
import Communities
import CommunityRules
import Import
import PipelineCore
import Pipelines
import RecipeFormats
import Reports
import Statistics
import Store

/// One stage of a pipeline, handed to the work that a command of its own does too.
struct StageRun {
  let stage: PlannedStage
  let bench: Workbench

  func run() throws -> any CommandResult {
    switch stage.settings {
    case .initialize: InitResult(path: bench.session.storePath, isNew: false)
    case .archive(let settings): try ArchiveWork(paths: settings.from).run(at: bench)
    case .users(let settings): try SetupWork().users(settings, at: bench)
    case .communities(let settings): try SetupWork().communities(settings, at: bench)
    case .imports(let settings): try importWork(settings).run(at: bench)
    case .views(let settings):
      try ViewsWork(paths: settings.from, recipePaths: settings.recipePaths).run(at: bench)
    case .lineage: try LineageWork().run(at: bench)
    case .tags: try TagsWork().run(at: bench)
    case .duplicates: try DuplicatesWork().run(at: bench)
    case .rollup: try RollupWork().run(at: bench)
    case .targets(let settings): try targetCheck(settings).run(at: bench)
    case .purge: try PurgeWork().run(at: bench)
    case .report(let settings): try reportWork(settings).run(at: bench)
    case .site(let settings):
      try SiteWork(
        folder: settings.to, from: settings.from, until: settings.until, acting: .operator
      ).run(at: bench)
    case .backup(let settings): try backUp(settings)
    case .prune(let settings): try prune(settings)
    }
  }

  private func importWork(_ settings: ImportSettings) throws(ColumnFault) -> ImportWork {
    let place: PlaceName =
      switch settings.target {
      case .community(let slug): .community(slug)
      case .catalogue: .catalogue
      }
    var options = ImportOptions()
    options.format = settings.format
    options.columns = try StatedColumns(settings.columns.map { ($0.field, $0.header) })
    options.sourceName = settings.source
    options.tagRules = settings.tagRules
    options.tags = settings.tags
    options.duplicates =
      switch settings.duplicates {
      case .skip: .skip
      case .variant: .variant
      case .keep: .keep
      }
    options.nearDuplicates =
      switch settings.nearDuplicates {
      case .ignore: .ignore
      case .list: .list
      case .variant: .variant
      }
    return ImportWork(
      place: place, importer: settings.importer, paths: settings.from, options: options,
      authors: settings.authors.map(AuthorUsers.init), isMirror: settings.isMirror,
      errorLimit: settings.maxErrors)
  }
}

extension StageRun {
  fileprivate func reportWork(_ settings: ReportSettings) -> ReportWork {
    let format: ReportFormat =
      switch settings.format {
      case .html: .html
      case .json: .json
      case .csv: .csv
      case .markdown: .markdown
      }
    let subject: ReportChoice =
      switch settings.subject {
      case .community(let slug): .community(slug)
      case .recipe(let id): .recipe(id)
      case .creator(let email): .creator(email)
      case .installation: .installation
      }
    return ReportWork(
      subject: subject, format: format, path: settings.to,
      from: settings.from, until: settings.until, acting: .operator)
  }

  fileprivate func targetCheck(_ settings: TargetsSettings) -> TargetCheckWork {
    TargetCheckWork(
      community: settings.community, failUnder: settings.failUnder,
      choice: settings.named.map { .named($0) }
        ?? (settings.period == .current ? .current : .last), acting: .operator)
  }

  fileprivate func backUp(_ settings: BackupSettings) throws -> any CommandResult {
    switch settings.destination {
    case .archive(let archive):
      return try BackupWork(
        path: archive.path, community: archive.community, isVerified: settings.isVerified,
        acting: .operator
      ).run(at: bench)
    case .repository(let place):
      let repository = try bench.session.openOrMakeRepository(
        place.path,
        SecretSource(place.secret))
      return try SnapshotWork(
        repository: repository, community: place.community, isFull: place.isFull,
        isVerified: settings.isVerified
      ).run(at: bench)
    }
  }

  fileprivate func prune(_ settings: PruneSettings) throws -> PruneResult {
    let repository = try Repository.open(
      at: settings.repository, secret: try SecretSource(settings.secret).secret(in: bench.session))
    return try PruneWork(
      repository: repository, policy: settings.policy,
      among: try SnapshotsToPrune(
        community: settings.community, profile: settings.profile, in: repository, bench.session),
      removesDamaged: settings.removesDamaged
    ).run(at: bench)
  }
}

extension SecretSource {
  fileprivate init(_ settings: SecretSettings) {
    self.init(passphraseFile: settings.passphraseFile, keyFile: settings.keyFile)
  }
}

extension AuthorUsers {
  fileprivate init(_ settings: AuthorSettings) {
    func authors(_ stated: [AuthorSettings.Author]) -> [NamedAuthor] {
      stated.map { NamedAuthor(name: $0.name, email: $0.email) }
    }
    self.init(mapped: authors(settings.mapped), created: authors(settings.created))
  }
}
