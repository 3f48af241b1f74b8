// Backups: the whole installation or one community as a community archive, and back.
//
// In:  a store, or the paths of archives. Out: an archive that appears when it is whole
//      (`BackupCreation`), what is wrong with one (`BackupVerification`), what people did as lines
//      that do it again (`HistoryExport`), a store that holds what archives say
//      (`CommunityArchiveImport`, for backups, histories and archives of other origin alike).
// Never here: who may take a backup (the rules decide), the SQL (the store's), derived indexes
//      (their stages build them; what changed is marked so that they catch up).

import ArchiveRecords
public import CommunityArchive
import Foundation
import Indexes
public import RecipeModel
public import Store

/// Takes a backup from one snapshot of the store, in bounded memory.
///
/// Shards are written into a folder beside the archive and removed with it when the archive is
/// whole. Equal stores and reference times give equal bytes.
public struct BackupCreation: Sendable {
  public var store: RecipeStore
  public var selection: ArchiveSelection
  /// The id of the selected community; nil with the whole installation.
  public var communityID: CommunityID?
  /// The reference time of the run, written into the archive.
  public var createdAt: Instant

  public init(
    store: RecipeStore, selection: ArchiveSelection, communityID: CommunityID?, createdAt: Instant
  ) {
    precondition(
      (selection.community == nil) == (communityID == nil), "a community is named by key and id")
    self.store = store
    self.selection = selection
    self.communityID = communityID
    self.createdAt = createdAt
  }

  /// What was written.
  public struct Summary: Sendable, Equatable {
    public var manifest: ArchiveManifest
    /// Images whose files are missing beside the store, or not what their names say.
    public var missingImages: [Digest]
  }

  /// Writes the archive at a path, replacing what is there once the new one is whole.
  public func run(path: String) throws -> Summary {
    let archive = URL(filePath: path)
    // Hidden and named so that nobody else's folder is ever taken for what a killed run left.
    let folder = archive.deletingLastPathComponent()
      .appending(path: ".\(archive.lastPathComponent).levain-parts").path
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let scope = ArchiveScope(
      communityID: communityID, holdsEmailAddresses: selection.holdsPrivateDetails)
    let writer = CommunityArchiveWriter(folder: folder, createdAt: createdAt, scope: scope)
    var missing: [Digest] = []
    try store.read { (transaction) throws in
      let views = ArchivedViews(transaction: transaction, selection: selection)
      let viewers = selection.community == nil ? [] : try views.viewers()
      try transaction.eachArchiveRecord(in: selection, viewers: viewers) { record in
        try writer.write(record)
      }
      try views.each { view in try writer.write(.view(view)) }
      try transaction.archiveImageFiles(in: selection) { digest, _ in
        if !writer.addImage(digest, path: store.images.path(of: digest)) { missing.append(digest) }
      }
    }
    return Summary(manifest: try writer.finish(path: path), missingImages: missing)
  }
}
