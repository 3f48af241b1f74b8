import ArgumentParser
import BackupRepository
import PipelineCore
import Store

/// Proves that a backup can be restored, by doing so.
struct BackupDrillCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: "Restore a snapshot into a store for a while, and see that everything is there.",
    discussion: """
      The snapshot, the newest unless named, is restored into a store beside the repository, which \
      is removed afterwards. SQLite's own checks are run on it, every table is counted, its indexes \
      and rollups are built, and what reports say of each community is held against the raw views, \
      against the rows, and, where the live store (--store) has not changed since the snapshot, \
      against what it says. Each difference is named, and ends the drill with exit code 1.

      What came of it is kept in the live store, where that is there, for `levain backup status`, \
      which asks for drills of the whole installation; one of a snapshot of a community, which must \
      be named, does not count.

      EXAMPLES:
        levain backup drill backups
        levain backup drill backups 20261122 --work /var/tmp

      JSON (levain.drill/1): repository, repositoryId, snapshot, passed, rows, images, numbers (how many were \
      compared), comparedWith (live or rows), found (how many findings), findings, each with about \
      (restore, count, integrity, reconcile or report) and what.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var place: RepositoryOptions
  @OptionGroup var choice: SnapshotOptions

  @Option(
    help: ArgumentHelp(
      "Where the store is made for a while; beside the repository unless given.",
      valueName: "folder"), completion: .directory)
  var work: String?

  func run(in session: CommandSession) throws -> DrillResult {
    let repository = try session.openRepository(place.repository, place.secret)
    let snapshot = try choice.resolve(in: repository)
    return try BackupRecord(.drill, of: repository, snapshot: snapshot, in: session)
      .keeping(in: session, waiting: waiting.patience) {
        try DrillWork(repository: repository, snapshot: snapshot, folder: work).run(in: session)
      }
  }
}
