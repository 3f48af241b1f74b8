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
      let reader = ReportReader(
        days: ReportedDays(from: from, until: until, now: now),
        reach: try CommunityActions.reach(of: acting, in: transaction), transaction: transaction)
      var pages = SitePages(reader, output: output, observer: observer)
      try pages.write()
      return pages.manifest
    }
    try output.addFile(SiteManifest.fileName, manifest.bytes)
    try output.commit()
    return SiteResult(folder: output.path, pages: manifest.pages)
  }
}

/// The pages of a site, each written as soon as it is read.
private struct SitePages {
  let reader: ReportReader
  let output: AtomicFolder
  let observer: Observer
  var manifest: SiteManifest
  private var targets: [ReportTarget] = []
  private var known: Set<ReportTarget> = []

  init(_ reader: ReportReader, output: AtomicFolder, observer: Observer) {
    self.reader = reader
    self.output = output
    self.observer = observer
    manifest = SiteManifest(generatedAt: reader.days.now)
  }

  mutating func write() throws {
    let front = try front()
    add(front)
    try write(front, to: .index)
    // What the front and the communities name gets a page, so these pages can link to all of it
    // before it is there; what others name has a page only if it is known by then.
    for target in targets {
      guard case .community = target else { continue }
      let report = try read(target)
      add(report)
      try write(report, to: PagePath(of: target))
    }
    for target in targets {
      if case .community = target { continue }
      try write(try read(target), to: PagePath(of: target))
    }
  }

  /// The page that the site begins with.
  private func front() throws -> Report {
    switch reader.reach {
    case .installation: try reader.installation()
    case .person: try reader.overview()
    }
  }

  /// Notes what a report names.
  private mutating func add(_ report: Report) {
    for target in report.targets where known.insert(target).inserted { targets.append(target) }
  }

  private func read(_ target: ReportTarget) throws -> Report {
    if observer.shouldStop() { throw Interrupted() }
    guard let report = try reader.report(of: target) else {
      preconditionFailure("what a report names can be seen by its reader")
    }
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
