import BackupRepository
import Backups
import Console
import Foundation
import PipelineCore
import RecipeModel
import Store

extension CommandSession {
  /// Whom each snapshot of a repository still holds who was erased since, as later snapshots know, or
  /// the live store, where that is there (R23).
  func erasedSince(in repository: Repository) throws -> [SnapshotID: [StoredErasure]] {
    try personsErasedSince(in: repository).erased
  }

  /// The same, with what of the repository could not be read.
  func personsErasedSince(
    in repository: Repository
  ) throws -> (erased: [SnapshotID: [StoredErasure]], unread: [RepositoryFault]) {
    var persons = try RepositoryPersons(of: repository)
    let live = try persons.installationID.flatMap { try liveErasures(of: $0) }
    let erased = try persons.erasedSince(besides: live)
    warn(of: persons.unread)
    return (erased, persons.unread)
  }

  /// The erasures that snapshots know of which were taken after one, and those that a store knows
  /// (R23).
  func erasures(
    after snapshot: SnapshotID, in repository: Repository, besides store: RecipeStore?
  ) throws -> [StoredErasure] {
    let lock = try repository.lock(.reading, holder: holder(of: "backup restore"))
    defer { lock.release() }
    var persons = try RepositoryPersons(of: repository)
    let erasures = try persons.erasures(after: snapshot)
    warn(of: persons.unread)
    return erasures + (try store?.erasures() ?? [])
  }

  /// The store of today; nil where there is none.
  func storeIfThere() throws(StoreFault) -> RecipeStore? {
    FileManager.default.fileExists(atPath: storePath) ? try openStore() : nil
  }

  /// The erasures of the live store; nil where none is there, or another installation.
  private func liveErasures(
    of installationID: String
  ) throws -> (installationID: String, erasures: [StoredErasure])? {
    try storeIfThere()?.read { transaction in
      guard try transaction.snapshotState().installationID == installationID else { return nil }
      return (installationID, try transaction.erasures())
    }
  }

  private func warn(of unread: [RepositoryFault]) {
    guard !unread.isEmpty else { return }
    messages.warning(
      Figures.count(
        unread.count, "file of the repository cannot be read",
        "files of the repository cannot be read")
        + ", and nobody knows whose erasure they tell of or whom they hold: "
        + unread.prefix(3).map(\.path).joined(separator: ", "))
  }
}

extension RecipeStore {
  /// Whom the store knows as erased (R23).
  func erasures() throws -> [StoredErasure] {
    try read { (transaction) throws(StoreFault) in try transaction.erasures() }
  }

  /// Whom the store at a path knows as erased; nobody where no path is given.
  static func erasures(at path: String?) throws -> [StoredErasure] {
    try path.map { try RecipeStore.open(at: $0).erasures() } ?? []
  }
}

extension SnapshotID {
  /// What is told of one that holds people who were erased since.
  func holding(_ erased: Int) -> String {
    "\(self) still holds "
      + Figures.count(erased, "person who was erased since", "people who were erased since")
  }
}
