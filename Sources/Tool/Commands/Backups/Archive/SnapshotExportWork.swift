import BackupRepository
import Backups
import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Store

/// Writes the archive of a snapshot, or of a community in it.
struct SnapshotExportWork {
  var path: String
  var repository: Repository
  var snapshot: SnapshotID
  var community: String?
  var isVerified: Bool
  var acting: ActingAs

  func run(in session: CommandSession) throws -> BackupResult {
    try OutputFolder.make(for: path)
    return try session.inWorkFolder(of: repository.path, in: nil, for: "export") { folder in
      try session.observed { observer in try run(in: session, inFolder: folder, observer) }
    }
  }

  private func run(
    in session: CommandSession, inFolder folder: String, _ observer: Observer
  ) throws -> BackupResult {
    try OpenSnapshot.with(
      snapshot, of: repository, inFolder: folder, holder: session.holder(of: "backup export"),
      observer: observer
    ) { open in
      let actions = CommunityActions(store: open.store, surroundings: session.surroundings)
      // In a snapshot of one community there is nothing else to write, and nobody has an address to
      // be known by: whether it is an admin who asks, the store of today says.
      let permission = try actions.resolveBackup(
        of: community ?? open.summary.manifest.scope, as: open.isOfPart ? .operator : acting)
      // It knows who was erased since; the operator can do without one.
      let today = try acting == .operator ? session.storeIfThere() : session.openStore()
      if let today, acting != .operator {
        // Access ends at once (R5): who was an admin then has to be one still.
        do {
          _ = try CommunityActions(store: today, surroundings: session.surroundings)
            .resolveBackup(of: permission.community?.id.text, as: acting)
        } catch is UnknownReference {
          throw UnknownReference(.community, community ?? "")
        }
      }
      var selection = ArchiveSelection(
        community: permission.community?.key,
        holdsPrivateDetails: permission.decision.holdsEmailAddresses && !open.isOfPart)
      selection.isOfPart = open.isOfPart
      // What pictures note of a person is taken out of their files.
      try open.fetchImages(of: selection)
      _ = try actions.applyErasures(
        try session.erasures(after: snapshot, in: repository, besides: today))
      let summary = try BackupCreation(
        store: open.store, selection: selection, communityID: permission.community?.id,
        createdAt: open.summary.manifest.createdAt
      ).run(path: path)
      return BackupResult(
        path: path, scope: permission.community?.id.text, summary: summary,
        verification: isVerified ? try BackupVerifyResult(of: path) : nil)
    }
  }
}
