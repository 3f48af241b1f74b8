import Archives
import Communities
import CommunityRules
import Console
import JSONText
import PipelineCore
import RecipeModel
import Reports
import Statistics
import Store

/// Writes a folder of reports that link to each other, as a command or a pipeline asks for it.
struct SiteWork {
  var folder: String
  /// The first day; nil for the first that there is.
  var from: Day?
  /// The day after the last one; nil for the last that there is.
  var until: Day?
  var acting: ActingAs

  func run(at bench: Workbench) throws -> SiteResult {
    try bench.recorded(.report, "a site in \(folder)") { run in
      try self.run(on: bench.store, at: run.referenceAt, observer: bench.observer)
    }
  }

  /// Reads one snapshot and writes page by page; the folder has its name when it is whole.
  func run(on store: RecipeStore, at now: Instant, observer: Observer) throws -> SiteResult {
    let mark = FolderMark(name: SiteManifest.fileName, beginning: SiteManifest.beginning)
    let output = try AtomicFolder(path: folder, replacingThoseWith: mark)
    defer { output.discard() }
    let manifest = try store.read { transaction in
      var pages = SitePages(
        days: ReportedDays(from: from, until: until, now: now), now: now, output: output)
      try pages.write(as: acting, in: transaction, observer: observer)
      return pages.manifest
    }
    try output.addFile(SiteManifest.fileName, manifest.bytes)
    try output.commit()
    return SiteResult(folder: output.path, pages: manifest.pages)
  }
}

/// The pages of a site, one after the other.
private struct SitePages {
  let days: ReportedDays
  let now: Instant
  let output: AtomicFolder
  var manifest: SiteManifest
  private var targets: [ReportTarget] = []
  private var known: Set<ReportTarget> = []

  init(days: ReportedDays, now: Instant, output: AtomicFolder) {
    self.days = days
    self.now = now
    self.output = output
    manifest = SiteManifest(generatedAt: now)
  }

  mutating func write(
    as acting: ActingAs, in transaction: ReadTransaction, observer: Observer
  ) throws {
    let reach = try CommunityActions.reach(of: acting, in: transaction)
    let front = try front(within: reach, in: transaction)
    add(front)
    // The communities first: what they name gets a page of its own.
    var communities: [(ReportTarget, Report)] = []
    for target in targets {
      guard case .community = target else { continue }
      if observer.shouldStop() { throw Interrupted() }
      let report = try report(of: target, within: reach, in: transaction)
      communities.append((target, report))
      add(report)
    }
    try write(front, to: .index)
    for (target, report) in communities { try write(report, to: PagePath(of: target)) }
    for target in targets {
      if case .community = target { continue }
      if observer.shouldStop() { throw Interrupted() }
      let report = try report(of: target, within: reach, in: transaction)
      try write(report, to: PagePath(of: target))
    }
  }

  /// The page that the site begins with.
  private func front(within reach: Reach, in transaction: ReadTransaction) throws -> Report {
    switch reach {
    case .installation:
      Report(try InstallationNumbers.read(during: days, in: transaction), generatedAt: now)
    case .person:
      Report(
        try CommunityOverview.read(during: days, within: reach, in: transaction), generatedAt: now)
    }
  }

  /// Notes what a report names.
  private mutating func add(_ report: Report) {
    for target in report.targets where known.insert(target).inserted { targets.append(target) }
  }

  private func report(
    of target: ReportTarget, within reach: Reach, in transaction: ReadTransaction
  ) throws -> Report {
    var report: Report?
    switch target {
    case .community(let slug):
      guard let stored = try transaction.community(slug: slug),
        let numbers = try CommunityNumbers.read(
          of: stored.id, during: days, within: reach, in: transaction)
      else { break }
      let targets = try CommunityTargets.read(
        of: stored.id, at: now, within: reach, in: transaction)
      report = Report(numbers, targets: targets, generatedAt: now)
    case .recipe(let id):
      report = try RecipeNumbers.read(of: id, during: days, within: reach, in: transaction)
        .map { Report($0, generatedAt: now) }
    case .creator(let id):
      guard let user = try transaction.user(id) else { break }
      report = try CreatorNumbers.read(of: user, during: days, within: reach, in: transaction)
        .map { Report($0, generatedAt: now) }
    }
    guard let report else { preconditionFailure("what a report names can be seen by its reader") }
    return report
  }

  private mutating func write(_ report: Report, to path: PagePath) throws {
    let bytes = ReportPage.render(report, links: PageLinks(from: path, to: known))
    try output.addFile(path.description, bytes)
    manifest.pages.append(SiteManifest.Page(path, of: report.subject))
  }
}

/// A site that was written.
struct SiteResult: CommandResult, Artefact {
  var folder: String
  var pages: [SiteManifest.Page]

  var schema: String { "site-written/1" }
  var path: String { "\(folder)/\(PagePath.index)" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("folder")
    writer.string(folder)
    writer.key("pages")
    writer.array { writer in
      for page in pages {
        writer.object { writer in
          writer.key("path")
          writer.string(page.path.description)
          writer.key("kind")
          writer.string(page.subject.kind.rawValue)
          writer.key("id")
          writer.string(page.subject.id)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    output.note("wrote \(Figures.count(pages.count, "page", "pages")): begin with \(path)")
  }
}
