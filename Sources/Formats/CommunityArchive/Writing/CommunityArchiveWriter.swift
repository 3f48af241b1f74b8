public import ArchiveRecords
public import Archives
import PipelineCore
import RecipeCoding
public import RecipeModel

/// Writes a community archive: shards into a folder first, then all of them into a tar.
///
/// Records are given entity by entity (`ArchiveEntity.allCases`), views in order of time. Equal
/// records in an equal order give equal bytes. The tar appears under its name only when whole.
public final class CommunityArchiveWriter {
  private let folder: String
  private var manifest: ArchiveManifest
  private var shard: ShardWriter?
  private var number = 0
  private var sources: [Source] = []

  private struct Source {
    var member: ArchiveManifest.Member
    var path: String
  }

  /// Begins an archive; `folder` is there, empty, and removed by the caller afterwards.
  public init(folder: String, createdAt: Instant, scope: ArchiveScope) {
    self.folder = folder
    manifest = ArchiveManifest(createdAt: createdAt, scope: scope)
  }

  /// Writes the next record.
  public func write(_ record: ArchiveRecord) throws(WriteFault) {
    var month: Month?
    if case .view(let view) = record { month = view.viewedAt.day.month }
    let shard = try shard(for: record.entity, month: month)
    try shard.write(record)
  }

  /// Adds the image with the digest, which lies in a file; the file is read when the tar is written.
  ///
  /// - Returns: Whether the file holds what the digest says.
  public func addImage(_ digest: Digest, path: String) -> Bool {
    do throws(ReadFault) {
      let source = DigestingByteSource(try FileByteSource(path: path))
      try source.drain()
      guard source.digest == digest.bytes else { return false }
      sources.append(
        Source(
          member: ArchiveManifest.Member(
            name: ArchiveFormat.imageFolder + digest.hex, entity: nil, records: 1,
            bytes: source.count, digest: digest, contentDigest: digest),
          path: path))
      return true
    } catch {
      return false
    }
  }

  /// Completes the archive under its name, and gives its manifest.
  public func finish(path: String) throws -> ArchiveManifest {
    try closeShard()
    manifest.members = sources.map(\.member)
    let file = try AtomicFile(path: path)
    let seconds = max(0, manifest.createdAt.milliseconds / 1000)
    let tar = TarWriter(into: file, modifiedSeconds: seconds)
    let json = manifest.json
    try tar.addMember(ArchiveFormat.manifestName, json)
    let digest = "\(Digest.sha256(json).hex)  \(ArchiveFormat.manifestName)\n"
    try tar.addMember(ArchiveFormat.manifestDigestName, Array(digest.utf8))
    for source in sources { try copy(source, into: tar) }
    try tar.finish()
    try file.commit()
    return manifest
  }

  // MARK: - Shards

  private func shard(
    for entity: ArchiveEntity, month: Month?
  ) throws(WriteFault) -> ShardWriter {
    if let shard, shard.entity == entity, shard.month == month {
      if !shard.isFull { return shard }
      number += 1
    } else {
      number = 1
    }
    try closeShard()
    let next = try ShardWriter(entity, month: month, number: number, folder: folder)
    shard = next
    return next
  }

  private func closeShard() throws(WriteFault) {
    guard let shard else { return }
    self.shard = nil
    sources.append(Source(member: try shard.finish(), path: shard.path))
  }

  private func copy(_ source: Source, into tar: TarWriter) throws {
    try tar.beginMember(source.member.name, size: source.member.bytes)
    let file = DigestingByteSource(try FileByteSource(path: source.path))
    try file.forEachPiece { piece in
      guard file.count <= source.member.bytes else { throw changed(source) }
      try tar.write(piece)
    }
    guard file.digest == source.member.digest.bytes else { throw changed(source) }
  }

  private func changed(_ source: Source) -> ReadFault {
    let detail = "it changed while it was being copied"
    return ReadFault(.corrupt(detail: detail), at: SourceLocation(archive: source.path))
  }
}
