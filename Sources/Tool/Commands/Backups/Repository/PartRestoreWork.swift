import ArchiveRecords
import BackupRepository
import Backups
import Communities
import Console
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// A part of a snapshot.
enum SnapshotPart {
  /// By its slug or id.
  case community(String)
  /// By its id, with what was made of it.
  case recipe(String)

  /// The community that is named; nil with a recipe.
  var community: String? {
    if case .community(let name) = self { name } else { nil }
  }

  var label: String {
    switch self {
    case .community(let name): "community \(name)"
    case .recipe(let id): "recipe \(id)"
    }
  }

  func selection(
    in snapshot: OpenSnapshot, _ surroundings: Surroundings
  ) throws -> ArchiveSelection {
    var selection = try selection(
      in: snapshot.store, surroundings, holdsPrivateDetails: !snapshot.isOfPart)
    selection.isOfPart = snapshot.isOfPart
    return selection
  }

  private func selection(
    in store: RecipeStore, _ surroundings: Surroundings, holdsPrivateDetails: Bool
  ) throws -> ArchiveSelection {
    switch self {
    case .community(let name):
      let found = try CommunityActions(store: store, surroundings: surroundings)
        .resolveBackup(of: name, as: .operator).community
      guard let found else { throw UnknownReference(.community, name) }
      return ArchiveSelection(
        .community(found.key), holdsPrivateDetails: holdsPrivateDetails, namesOtherPlaces: true)
    case .recipe(let id):
      let recipes = try store.read { (transaction) throws(StoreFault) in
        try transaction.forkSubtree(of: RecipeID(id))
      }
      guard !recipes.isEmpty else { throw UnknownReference(.recipe, id) }
      return ArchiveSelection(.recipes(recipes), holdsPrivateDetails: holdsPrivateDetails)
    }
  }
}

/// Brings a part of a snapshot into the store, or says what that would do.
struct PartRestoreWork {
  var repository: Repository
  var snapshot: SnapshotID
  var part: SnapshotPart
  var policy: ConflictPolicy
  var isDryRun: Bool
  var erasuresFrom: String?
  var passesOverDamage: Bool

  func run(at bench: Workbench) throws -> PartRestoreResult {
    try bench.session.inWorkFolder(of: repository.path, in: nil, for: "restore") { folder in
      try run(at: bench, inFolder: folder)
    }
  }

  private func run(at bench: Workbench, inFolder folder: String) throws -> PartRestoreResult {
    try OpenSnapshot.with(
      snapshot, of: repository, inFolder: folder,
      holder: bench.session.holder(of: "backup restore"), passesOverDamage: passesOverDamage,
      observer: bench.observer
    ) { open in
      let selection = try part.selection(in: open, bench.surroundings)
      let erased = try eraseAgain(in: open, selection, at: bench)
      let restoring = PartialRestoring(
        snapshot: open, selection: selection, policy: policy, into: bench.store,
        observer: bench.observer)
      guard !isDryRun else {
        let request = RunRequest(
          kind: .restore, fingerprint: Digest.sha256(Array(snapshot.text.utf8)), label: part.label)
        return PartRestoreResult(
          part: part, snapshot: snapshot, isDryRun: true, summary: open.summary,
          outcome: try restoring.rehearse(request, at: bench.surroundings.now()), erased: erased)
      }
      return try bench.recorded(.restore, "\(part.label) of \(snapshot.text)") { run in
        let outcome = try restoring.run(as: run.key)
        try keep(outcome, refused: open.summary.refused, of: run, at: bench)
        return PartRestoreResult(
          part: part, snapshot: snapshot, isDryRun: false, summary: open.summary, outcome: outcome,
          erased: erased)
      }
    }
  }

  /// Erases in the opened snapshot whoever was erased since it was taken, so that nothing of them
  /// comes into the store, not even for a moment, and all that does agrees with what the store says
  /// of them (R23); gives how many.
  private func eraseAgain(
    in open: OpenSnapshot, _ selection: ArchiveSelection, at bench: Workbench
  ) throws -> Int {
    let known =
      try bench.session.erasures(after: snapshot, in: repository, besides: bench.store)
      + RecipeStore.erasures(at: erasuresFrom)
    guard !known.isEmpty else { return 0 }
    // What pictures note of a person is taken out of their files.
    try open.fetchImages(of: selection)
    return try CommunityActions(store: open.store, surroundings: bench.surroundings)
      .repeatErasures(known, asIn: bench.store).count
  }

  /// Keeps what was refused and the account with the run.
  private func keep(
    _ outcome: PartialRestoring.Outcome, refused: [Rejection], of run: StoredRun,
    at bench: Workbench
  ) throws {
    try bench.store.write { (transaction) throws(StoreFault) in
      for rejection in refused + outcome.rejections {
        try transaction.quarantine(
          rejection, run: run.key, fingerprint: rejection.fingerprint(within: "snapshot"),
          at: run.referenceAt)
      }
      for (entity, account) in outcome.accounts {
        try transaction.add(
          MemberAccount(
            archive: repository.path, member: "\(snapshot.text)/\(entity.rawValue)",
            format: "snapshot", account: account),
          to: run.key)
      }
    }
  }
}

/// What became of a part of a snapshot.
struct PartRestoreResult: CommandResult {
  var part: SnapshotPart
  var snapshot: SnapshotID
  var isDryRun: Bool
  /// How the snapshot was read.
  var summary: SnapshotRestoring.Summary
  var outcome: PartialRestoring.Outcome
  /// How many users it brought back who were erased, and erased again.
  var erased = 0

  var schema: String { "restore-part/1" }
  var exitCode: ExitCode {
    guard summary.damage.isEmpty, outcome.missingImages.isEmpty else { return .failed }
    return refused == 0 ? .done : .quarantined
  }

  private var refused: Int { summary.refused.count + outcome.total.quarantined }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("snapshot")
    writer.object { summary.manifest.writeSummary(of: snapshot, to: &$0) }
    writer.key("dryRun")
    writer.bool(isDryRun)
    writer.key("total")
    outcome.total.write(to: &writer)
    writer.key("entities")
    writer.object { writer in
      for (entity, account) in outcome.accounts {
        writer.key(entity.rawValue)
        account.write(to: &writer)
      }
    }
    writer.key("unreadable")
    writer.integer(summary.refused.count)
    writer.key("damage")
    writer.array { writer in
      for fault in summary.damage { writer.string(fault.message) }
    }
    writer.key("missingOrigins")
    writer.integer(outcome.missingOrigins)
    writer.key("takenBack")
    writer.integer(outcome.takenBack)
    writer.key("orphans")
    writer.integer(outcome.orphans)
    writer.key("keptBeside")
    writer.array { writer in
      for kept in outcome.keptBeside {
        writer.object { writer in
          writer.member("entity", kept.entity.rawValue)
          writer.member("name", kept.name.rawValue)
          writer.member("old", kept.old)
          writer.member("new", kept.new)
        }
      }
    }
    writer.key("missingImages")
    writer.integer(outcome.missingImages.count)
    writer.key("erased")
    writer.integer(erased)
  }

  func show(on output: HumanOutput) {
    output.table(table)
    for fault in summary.damage { output.line(fault.message) }
    for rejection in (summary.refused + outcome.rejections).prefix(PartRestoreResult.mostShown) {
      output.note("\(rejection.location): \(rejection.message)")
    }
    showKeptBeside(on: output)
    if outcome.takenBack > 0 {
      output.note(
        "\(Figures.count(outcome.takenBack, "recipe", "recipes")) of imports that were taken back "
          + "stay gone: `--on-conflict overwrite` brings them back")
    }
    if outcome.orphans > 0 {
      output.note(
        "\(Figures.count(outcome.orphans, "proposal", "proposals")) became variants: nobody is "
          + "there to decide on them")
    }
    if outcome.missingOrigins > 0 {
      output.note(
        "\(Figures.count(outcome.missingOrigins, "recipe", "recipes")) came without an origin")
    }
    if !outcome.missingImages.isEmpty {
      output.messages.warning(
        Figures.count(outcome.missingImages.count, "picture is", "pictures are")
          + " missing from the repository, or not whole")
    }
    if refused > 0 {
      output.note(
        "\(Figures.count(refused, "record", "records")) in quarantine"
          + (isDryRun ? "" : ": `levain quarantine list` lists them"))
    }
    if erased > 0 { output.note("erased again: \(Figures.count(erased, "user", "users"))") }
    guard !isDryRun else { return output.note("nothing was changed") }
    output.note(
      "restored \(part.label) of \(snapshot): `levain index` and `levain rollup` catch up")
  }

  private func showKeptBeside(on output: HumanOutput) {
    let kept = outcome.keptBeside
    let recipes = kept.count { $0.entity == .recipe }
    if recipes > 0 {
      output.note(
        "\(Figures.count(recipes, "recipe", "recipes")) came in beside what is there, under other ids"
      )
    }
    for one in kept.prefix(PartRestoreResult.mostShown) {
      output.note(
        "\(one.entity.rawValue) \(one.old.escapedForTerminal): its "
          + "\(one.name.rawValue) is \(one.new.escapedForTerminal) here")
    }
  }

  private static let mostShown = 20

  private var table: TextTable {
    var table = TextTable(columns: [
      .init("record"), .init("read", .right), .init("inserted", .right),
      .init("unchanged", .right), .init("updated", .right), .init("skipped", .right),
      .init("quarantined", .right),
    ])
    func append(_ name: TextTable.Cell, _ account: Account) {
      table.append([
        name, .init(account.read), .init(account.inserted), .init(account.unchanged),
        .init(account.updated), .init(account.skipped),
        .init(account.quarantined, account.quarantined > 0 ? .warning : nil),
      ])
    }
    for (entity, account) in outcome.accounts { append(.init(entity.rawValue), account) }
    append(.init("total", .emphasis), outcome.total)
    return table
  }
}
