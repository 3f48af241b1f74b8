import ArchiveRecords
import Backups
import Communities
import CommunityArchive
import CommunityRules
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Takes a backup, as a command or a pipeline asks for it.
struct BackupWork {
  var path: String
  var community: String?
  var isVerified: Bool
  var acting: ActingAs

  func run(at bench: Workbench) throws -> BackupResult {
    // Before the run begins, which is to say of what it is however it ends.
    let permission = try bench.communities()
      .resolveBackup(of: community, as: acting)
    return try bench.recorded(
      .backup, community ?? "the installation", scope: permission.community?.id.text
    ) { _ in
      try OutputFolder.make(for: path)
      let creation = BackupCreation(
        store: bench.store,
        selection: ArchiveSelection(
          community: permission.community?.key,
          holdsPrivateDetails: permission.decision.holdsEmailAddresses),
        communityID: permission.community?.id, createdAt: bench.surroundings.now())
      let summary = try creation.run(path: path)
      return BackupResult(
        path: path, scope: permission.community?.id.text, summary: summary,
        verification: isVerified ? try BackupVerifyResult(of: path) : nil)
    }
  }
}

/// A backup that was taken.
struct BackupResult: CommandResult, Artefact {
  var path: String
  /// The id of the community that it is of; nil where it is of everything.
  var scope: String?
  var summary: BackupCreation.Summary
  var verification: BackupVerifyResult?

  var schema: String { "backup/1" }
  var exitCode: ExitCode { verification?.exitCode ?? .done }

  private var records: Int { summary.manifest.members.reduce(0) { $0 + $1.records } }
  private var bytes: Int64 { summary.manifest.members.reduce(0) { $0 + $1.bytes } }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("file")
    writer.string(path)
    if let scope { writer.member("scope", scope) }
    writer.key("members")
    writer.integer(summary.manifest.members.count)
    writer.key("records")
    writer.integer(records)
    writer.key("bytes")
    writer.integer(bytes)
    writer.key("missingImages")
    writer.integer(summary.missingImages.count)
    if let verification {
      writer.key("verification")
      writer.raw(verification.json)
    }
  }

  func show(on output: HumanOutput) {
    output.note(
      "backed up \(Figures.count(records, "record", "records")) into \(path) "
        + "(\(Figures.bytes(bytes)))")
    if !summary.missingImages.isEmpty {
      output.messages.warning(
        "\(Figures.count(summary.missingImages.count, "image file is", "image files are")) missing")
    }
    verification?.show(on: output)
  }
}
