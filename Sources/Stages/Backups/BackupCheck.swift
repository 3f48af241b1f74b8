import ArchiveRecords
import Archives
import CommunityArchive
import PipelineCore
import RecipeCoding
import RecipeModel

/// What is known of a backup while it is being read.
struct BackupCheck {
  static let maximumFindings = 1000

  private let location: SourceLocation
  var summary = BackupVerification.Summary()
  private var manifest: ArchiveManifest?
  private var manifestBytes: [UInt8] = []
  private var statedDigest: [UInt8]?
  private var seen: [String: Seen] = [:]
  private var references = ReferenceCheck()

  /// What was read of one member.
  private struct Seen {
    var bytes: Int64
    var digest: [UInt8]
    var contentDigest: [UInt8]
    var counts: [ArchiveEntity: Int] = [:]
  }

  init(location: SourceLocation) {
    self.location = location
  }

  mutating func find(_ what: String, at place: SourceLocation) {
    guard summary.findings.count < BackupCheck.maximumFindings else { return }
    summary.findings.append(BackupVerification.Finding(location: place, what: what))
  }

  mutating func read(_ member: StrictTarReader.Member) throws(ReadFault) {
    summary.members += 1
    let place = SourceLocation(archive: location.archive, members: [member.name])
    switch member.name {
    case ArchiveFormat.manifestName:
      manifestBytes = try wholeContent(of: member, at: place)
      do throws(ReadFault) {
        manifest = try ArchiveManifest.read(manifestBytes, at: place)
      } catch {
        find(error.what, at: error.location ?? place)
      }
    case ArchiveFormat.manifestDigestName:
      statedDigest = try wholeContent(of: member, at: place)
    default:
      guard seen[member.name] == nil else { return find("stands there twice", at: place) }
      seen[member.name] = try content(of: member, at: place)
    }
  }

  /// Compares what was read with the manifest, wherever that stood.
  mutating func finish() {
    guard let manifest else {
      return find("\(ArchiveFormat.manifestName) is missing or unreadable", at: location)
    }
    let line = "\(Digest.sha256(manifestBytes).hex)  \(ArchiveFormat.manifestName)\n"
    if statedDigest != Array(line.utf8) {
      let place = SourceLocation(
        archive: location.archive, members: [ArchiveFormat.manifestName])
      find("is not what \(ArchiveFormat.manifestDigestName) says", at: place)
    }
    for member in manifest.members {
      let place = SourceLocation(archive: location.archive, members: [member.name])
      guard let found = seen.removeValue(forKey: member.name) else {
        find("is missing", at: place)
        continue
      }
      compare(found, with: member, at: place)
    }
    for name in seen.keys.sorted() {
      let place = SourceLocation(archive: location.archive, members: [name])
      find("is not in the manifest", at: place)
    }
    for missing in references.missing(in: manifest.scope) {
      find(missing.what, at: missing.location)
    }
  }

  private mutating func compare(
    _ found: Seen, with member: ArchiveManifest.Member, at place: SourceLocation
  ) {
    if found.bytes != member.bytes || found.digest != member.digest.bytes {
      find("is not what the manifest says: its bytes differ", at: place)
    } else if found.contentDigest != member.contentDigest.bytes {
      find("is not what the manifest says: its unpacked content differs", at: place)
    }
    guard let entity = member.entity else { return }
    let count = found.counts[entity] ?? 0
    if count != member.records || found.counts.count > 1 {
      find("has \(count) records where the manifest says \(member.records)", at: place)
    }
  }

  // MARK: - Content

  private func wholeContent(
    of member: StrictTarReader.Member, at place: SourceLocation
  ) throws(ReadFault) -> [UInt8] {
    guard member.size <= Int64(ArchiveFormat.maximumManifestBytes) else {
      throw ReadFault(.limitExceeded(limit: "the size of a manifest"), at: place)
    }
    var bytes = [UInt8](repeating: 0, count: Int(member.size))
    try bytes.withUnsafeMutableBufferPointer { (buffer) throws(ReadFault) in
      var rest = UnsafeMutableRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let count = try member.content.read(into: UnsafeMutableRawBufferPointer(rebasing: rest))
        if count == 0 { return }
        rest = rest.dropFirst(count)
      }
    }
    return bytes
  }

  private mutating func content(
    of member: StrictTarReader.Member, at place: SourceLocation
  ) throws(ReadFault) -> Seen {
    let stored = DigestingByteSource(member.content)
    var counts: [ArchiveEntity: Int] = [:]
    var contentDigest: [UInt8]?
    do throws(ReadFault) {
      if let digest = ArchiveFormat.imageDigest(ofMember: member.name) {
        references.add(image: digest)
      } else if member.name.hasSuffix(".gz") {
        let content = DigestingByteSource(GzipByteSource(stored, location: place))
        counts = try readLines(content, at: place)
        contentDigest = content.digest
      } else {
        counts = try readLines(stored, at: place)
      }
    } catch {
      find(error.what, at: error.location ?? place)
    }
    // A gzip that is not sound is read to its end all the same, for the members behind it.
    try stored.drain()
    return Seen(
      bytes: stored.count, digest: stored.digest, contentDigest: contentDigest ?? stored.digest,
      counts: counts)
  }

  private mutating func readLines(
    _ source: any ByteSource, at place: SourceLocation
  ) throws(ReadFault) -> [ArchiveEntity: Int] {
    var counts: [ArchiveEntity: Int] = [:]
    let reader = ArchiveRecordReader(source, at: place)
    while let item = try reader.next() {
      switch item {
      case .record(let record, let place, _):
        counts[record.entity, default: 0] += 1
        summary.records += 1
        references.add(record, at: place)
      case .rejected(let rejection):
        find("\(rejection.code.rawValue): \(rejection.message)", at: rejection.location)
      }
    }
    return counts
  }
}
