import Archives
import CommunityArchive
import PipelineCore
import RecipeModel
import Store

/// Reads archives into an intake, and holds them against their manifests.
struct ArchiveStaging {
  let intake: ArchiveIntake
  let observer: Observer
  /// What is no part of a community archive.
  private(set) var ignored: [SourceLocation] = []
  private var records = 0
  private var manifests: [String: ArchiveManifest] = [:]
  private var shards: [String: [Shard]] = [:]

  private struct Shard {
    var name: String
    var digest: [UInt8]
    var location: SourceLocation
  }

  init(intake: ArchiveIntake, observer: Observer) {
    self.intake = intake
    self.observer = observer
  }

  mutating func read(_ paths: [String], limits: ArchiveLimits) throws {
    for path in paths { _ = try InputPath(path: path) }
    var walker = ArchiveWalker(paths: paths, limits: limits)
    while let item = try walker.next() {
      switch item {
      case .member(let member): try read(member)
      case .refused(let rejection):
        let place = rejection.location
        let source = try intake.source(archive: place.archive, member: place.memberPath)
        try intake.stage(rejection, source: source)
      case .ignored: continue
      }
    }
    guard !manifests.isEmpty || !shards.isEmpty else {
      throw ReadFault(
        .notRecognized(detail: "it holds neither a manifest nor typed lines"),
        at: ignored.first ?? paths.first.map { SourceLocation(archive: $0) })
    }
    try compareWithManifests()
  }

  private mutating func read(_ member: Member) throws {
    if let digest = ArchiveFormat.imageDigest(ofMember: member.name) {
      return try intake.stageImageFile(digest)
    }
    let name = member.name.split(separator: "/").last.map(String.init) ?? member.name
    if name == ArchiveFormat.manifestDigestName { return }
    switch ArchivePart.recognize(member.sample, isWhole: member.sampleIsWhole) {
    case .manifest:
      let bytes = try member.readAll(limit: Int64(ArchiveFormat.maximumManifestBytes))
      manifests[group(of: member)] = try ArchiveManifest.read(bytes, at: member.location)
    case .records: try readRecords(member, name: name)
    case nil:
      if let fault = member.sampleFault { throw fault }
      ignored.append(member.location)
    }
  }

  private mutating func readRecords(_ member: Member, name: String) throws {
    let location = member.location
    let source = try intake.source(archive: location.archive, member: location.memberPath)
    let content = DigestingByteSource(member)
    let reader = ArchiveRecordReader(content, at: location)
    while let item = try reader.next() {
      switch item {
      case .record(let record, let place, let raw):
        try intake.stage(record, source: source, at: place, raw: raw)
      case .rejected(let rejection): try intake.stage(rejection, source: source)
      }
      records += 1
      if records % 10_000 == 0 { try report(member) }
    }
    shards[group(of: member), default: []].append(
      Shard(name: name, digest: content.digest, location: location))
  }

  private func report(_ member: Member) throws {
    observer.progress(
      Progress(activity: "reading", records: records, bytes: member.bytesConsumed))
    if observer.shouldStop() { throw Interrupted() }
  }

  /// What the members of one archive have in common: all of their place but the last name.
  private func group(of member: Member) -> String {
    let place = ([member.location.archive] + member.location.members).joined(separator: "!/")
    return place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
  }

  /// Each archive with a manifest has all members that it lists, and they are as it says.
  private func compareWithManifests() throws(ReadFault) {
    for (group, manifest) in manifests.sorted(by: { $0.key < $1.key }) {
      let place = SourceLocation(archive: group)
      var found: [String: Shard] = [:]
      for shard in shards[group] ?? [] { found[shard.name] = shard }
      for member in manifest.members where member.entity != nil {
        // Unpacked by hand, a shard has lost the end of its name.
        let plain = member.name.hasSuffix(".gz") ? String(member.name.dropLast(3)) : member.name
        guard let shard = found.removeValue(forKey: member.name) ?? found.removeValue(forKey: plain)
        else {
          throw ReadFault(.corrupt(detail: "\(member.name) is missing"), at: place)
        }
        guard shard.digest == member.contentDigest.bytes else {
          throw ReadFault(.corrupt(detail: "it is not what the manifest says"), at: shard.location)
        }
      }
      if let extra = found.values.map(\.location).min(by: { "\($0)" < "\($1)" }) {
        throw ReadFault(.corrupt(detail: "the manifest does not list it"), at: extra)
      }
    }
  }
}

extension Member {
  /// The whole content of a small member.
  func readAll(limit: Int64) throws(ReadFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = try buffer.withUnsafeMutableBufferPointer { (space) throws(ReadFault) in
        try read(into: UnsafeMutableRawBufferPointer(space))
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard Int64(bytes.count) <= limit else {
        throw ReadFault(.limitExceeded(limit: "a member read whole, \(limit) bytes"), at: location)
      }
    }
  }
}
