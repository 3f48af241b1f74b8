import PipelineCore
import RecipeModel

/// A zip or tar that is being walked: judges each entry before its content is touched.
final class OpenContainer {
  enum Found {
    case content(SourceLocation, name: String)
    case refused(Rejection)
    case ignored(SourceLocation, reason: IgnoreReason)
  }

  /// How many containers lie around a member of this one.
  let depth: Int
  private let reader: LibArchiveReader
  private let location: SourceLocation
  private let limits: ArchiveLimits
  private let directory: ZipDirectory?
  private let hasDirectoryInReach: Bool
  private let isPacked: Bool
  private var namesSeen: Set<MemberName.CollisionKey> = []

  /// Opens the container whose front was peeked at in `content`, which reads from `source`.
  init(
    _ format: LibArchiveReader.Format, content: PeekedSource, of source: any ByteSource,
    at location: SourceLocation, depth: Int, limits: ArchiveLimits
  ) throws(ReadFault) {
    self.depth = depth
    self.location = location
    self.limits = limits
    isPacked = format == .zip
    let input = OpenContainer.input(
      format, content: content, of: source, limits: limits)
    hasDirectoryInReach = format == .zip && input.seekable != nil
    if format == .zip, let seekable = input.seekable {
      directory = try ZipDirectory(of: seekable, limit: limits.maximumMembers)
      seekable.seek(to: 0)
    } else {
      directory = nil
    }
    if let directory, directory.entries > limits.maximumMembers {
      let limit = "the number of members, \(limits.maximumMembers)"
      throw ReadFault(.limitExceeded(limit: limit), at: location)
    }
    reader = try LibArchiveReader(format, input: input, location: location)
  }

  /// A zip is best read by its directory, for which its bytes must be within reach.
  private static func input(
    _ format: LibArchiveReader.Format, content: PeekedSource, of source: any ByteSource,
    limits: ArchiveLimits
  ) -> ContainerInput {
    // What was inflated from a file is not the file.
    if let file = source as? FileByteSource, file.isRegular, content.reads(file) {
      return ContainerInput(seeking: file)
    }
    guard format == .zip else { return ContainerInput(streaming: content) }
    let whole = PeekedSource(content, limit: limits.maximumBufferedZipBytes + 1)
    guard whole.pendingFault == nil, whole.sample.count <= limits.maximumBufferedZipBytes else {
      return ContainerInput(streaming: whole)
    }
    return ContainerInput(seeking: SeekableMemorySource(whole.sample))
  }

  /// The next entry; nil at the end.
  func next(budget: UnpackingBudget) throws(ReadFault) -> Found? {
    guard let entry = try reader.next() else {
      try checkDirectory()
      return nil
    }
    let name = entry.rawName.map { MemberName($0, limits: limits) }
    let place = location(of: name?.shown ?? "")
    try budget.countMember(at: place)
    return judge(entry, name: name, at: place)
  }

  /// The content of the entry that was found last, under the limits.
  func content(at place: SourceLocation, budget: UnpackingBudget) -> any ByteSource {
    let reader = reader
    let packedBefore = reader.packedBytes
    // A tar packs nothing.
    let isPacked = isPacked
    return LimitedSource(EntrySource(reader, at: place), at: place, budget: budget) {
      isPacked ? reader.packedBytes - packedBefore + LimitedSource.readAheadBytes : .max
    }
  }

  private func location(of name: String) -> SourceLocation {
    SourceLocation(archive: location.archive, members: location.members + [name])
  }

  private func judge(
    _ entry: LibArchiveReader.Entry, name: MemberName?, at place: SourceLocation
  ) -> Found {
    guard let name, let rawName = entry.rawName else {
      let reason = "the name says that it is UTF-8 and is not"
      return .refused(Rejection(.unsafeMemberName, reason, at: place))
    }
    if entry.kind == .folder, entry.size ?? 0 == 0, isRoot(rawName) {
      return .ignored(place, reason: .folder)
    }
    if directory?.namesCutAtNUL.contains(rawName) == true {
      return .refused(Rejection(.unsafeMemberName, "the name holds a NUL", at: place))
    }
    switch name.verdict {
    case .unsafe(let reason): return .refused(Rejection(.unsafeMemberName, reason, at: place))
    case .desktopFile: return .ignored(place, reason: .desktopFile)
    case .good(let good): return judge(entry, named: good)
    }
  }

  private func judge(_ entry: LibArchiveReader.Entry, named name: String) -> Found {
    let place = location(of: name)
    switch entry.kind {
    case .folder where entry.size ?? 0 == 0: return .ignored(place, reason: .folder)
    case .folder: return refusal("it says that it is a folder and has content", at: place)
    case .link: return refusal("it is a link; links are never followed", at: place)
    case .specialFile: return refusal("it is a device or another special file", at: place)
    case .file: break
    }
    guard !entry.isEncrypted else {
      return refusal("it is encrypted; unpack it with its password and give the folder", at: place)
    }
    guard namesSeen.insert(MemberName.collisionKey(name)).inserted else {
      return refusal("an earlier member has the same name, case aside", at: place)
    }
    return .content(place, name: name)
  }

  private func refusal(_ reason: String, at place: SourceLocation) -> Found {
    .refused(Rejection(.unreadableMember, reason, at: place))
  }

  /// Whether the name is that of the archive's own top folder, as `tar` writes it.
  private func isRoot(_ name: [UInt8]) -> Bool {
    name == Array("./".utf8) || name == Array(".".utf8)
  }

  /// Nothing is lost without a word: what the directory lists must have been met.
  private func checkDirectory() throws(ReadFault) {
    // Members can be found without a directory, but a zip without one has lost its end.
    if directory == nil, hasDirectoryInReach { throw ReadFault(.truncated, at: location) }
    guard let directory, directory.entries != reader.entriesRead else { return }
    let detail =
      "its directory lists \(directory.entries) members, and \(reader.entriesRead) can be told apart"
    throw ReadFault(.corrupt(detail: detail), at: location)
  }
}
