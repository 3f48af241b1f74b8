// Containers: files, folders, gzip, zip and tar, inside each other as people send them.
//
// In come paths and limits; out come members one after the other, each a source of unpacked
// bytes with its place, and in the other direction gzip and tar written under a temporary name
// and renamed when whole. What a container is, is decided by its bytes. Nothing here knows what
// a recipe is, writes where a member's name says, or holds more than a piece of a member in
// memory (an inner zip up to a limit excepted, for its directory is at its end).

public import PipelineCore
import RecipeModel

/// Walks over the content of files and folders, and of the archives in them.
///
/// A fault thrown by `next` ends one file or one container, not the walk: calling it again goes
/// on behind it. A fault in one member is thrown by reading that member.
public struct ArchiveWalker: ~Copyable {
  private let limits: ArchiveLimits
  private let filter: MemberFilter
  private var files: InputFiles
  private var file: FileByteSource?
  private var budget: UnpackingBudget?
  /// The containers that are open, the innermost last.
  private var containers: [OpenContainer] = []
  private var current: Member?
  private var bytesOfFilesDone: Int64 = 0

  /// Prepares a walk over the paths in the given order; folders are walked sorted by name.
  public init(
    paths: [String], limits: ArchiveLimits = ArchiveLimits(), filter: MemberFilter = .all
  ) {
    self.limits = limits
    self.filter = filter
    files = InputFiles(paths: paths)
  }

  /// How many bytes the files that are still to come have on disk; nil with a pipe among them.
  public func remainingBytes() -> Int64? { files.totalBytes() }

  /// How many bytes of the inputs on disk were consumed so far.
  public var bytesConsumed: Int64 { bytesOfFilesDone + (file?.position ?? 0) }

  /// Goes on to the next member, or to the next thing worth reporting; nil at the end.
  public mutating func next() throws(ReadFault) -> WalkItem? {
    current?.invalidate()
    current = nil
    while true {
      if let spent = budget?.spent {
        leaveFile()
        throw spent
      }
      if let container = containers.last {
        if let item = try step(in: container) { return item }
      } else {
        leaveFile()
        guard let input = try files.next() else { return nil }
        if let item = try begin(input) { return item }
      }
    }
  }

  private mutating func leaveFile() {
    containers.removeAll()
    if let file { bytesOfFilesDone += file.isRegular ? file.size : file.position }
    file = nil
    budget = nil
  }

  private mutating func begin(_ input: InputFiles.Item) throws(ReadFault) -> WalkItem? {
    switch input {
    case .refused(let rejection): return .refused(rejection)
    case .ignored(let path, let reason):
      return .ignored(SourceLocation(archive: path), reason: reason)
    case .file(let path, let name):
      let location = SourceLocation(archive: path)
      guard filter.admits(location) else { return nil }
      if MemberName(Array(name.utf8), limits: limits).verdict == .desktopFile {
        return .ignored(location, reason: .desktopFile)
      }
      let file = try FileByteSource(path: path, location: location)
      self.file = file
      budget = UnpackingBudget(file: file, limits: limits)
      return try open(file, at: location, name: name, depth: 0)
    }
  }

  private mutating func step(in container: OpenContainer) throws(ReadFault) -> WalkItem? {
    guard let budget else { preconditionFailure("an open container has a budget") }
    let found: OpenContainer.Found?
    do throws(ReadFault) {
      found = try container.next(budget: budget)
    } catch {
      containers.removeLast()
      // The walk of the whole file ends with this fault; it is not to be thrown twice.
      if budget.spent != nil { leaveFile() }
      throw error
    }
    switch found {
    case nil:
      containers.removeLast()
      return nil
    case .refused(let rejection):
      return filter.admits(rejection.location) ? .refused(rejection) : nil
    case .ignored(let location, let reason):
      return filter.admits(location) ? .ignored(location, reason: reason) : nil
    case .content(let location, let name):
      guard filter.admits(location) else { return nil }
      return try open(
        container.content(at: location, budget: budget), at: location, name: name,
        depth: container.depth)
    }
  }

  /// Unpacks what is packed, until it is a member or a container to step into (nil).
  private mutating func open(
    _ source: any ByteSource, at location: SourceLocation, name: String, depth: Int
  ) throws(ReadFault) -> WalkItem? {
    guard let budget else { preconditionFailure("an open file has a budget") }
    var content = PeekedSource(source)
    var depth = depth
    var isInflated = false
    while let kind = ContainerKind(of: content.sample) {
      if case .unsupported(let kind, let instead) = kind {
        return try refuse(ReadFault(.unsupported(kind: kind, instead: instead), at: location))
      }
      // A tar.gz is one container, as people see it.
      if !(isInflated && kind == .tar) { depth += 1 }
      guard depth <= limits.maximumDepth else {
        let limit = "depth, \(limits.maximumDepth) containers inside each other"
        return try refuse(ReadFault(.limitExceeded(limit: limit), at: location))
      }
      guard kind == .gzip else {
        containers.append(
          try OpenContainer(
            kind == .zip ? .zip : .tar, content: content, of: source, at: location, depth: depth,
            limits: limits))
        return nil
      }
      let gzip = GzipByteSource(content, location: location)
      content = PeekedSource(
        LimitedSource(gzip, at: location, budget: budget) { gzip.packedBytesConsumed })
      isInflated = true
    }
    let inputPosition = { [file, bytesOfFilesDone] in bytesOfFilesDone + (file?.position ?? 0) }
    let member = Member(
      location: location, name: name, inputPosition: inputPosition, content: content)
    current = member
    return .member(member)
  }

  /// A whole file that cannot be read is a fault; a member among others is one refused item.
  private func refuse(_ fault: ReadFault) throws(ReadFault) -> WalkItem {
    guard let location = fault.location, !location.members.isEmpty else { throw fault }
    let hint = fault.hint.map { "; \($0)" } ?? ""
    return .refused(Rejection(fault.rejectionCode, fault.what + hint, at: location))
  }
}
