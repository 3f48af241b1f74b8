import Archives
import EventLogs
import PipelineCore
import RecipeModel
import Store

/// Walks over archives and gives the lines of the view logs in them, one after the other.
final class ViewLogWalk {
  enum Step {
    /// A view event; its bytes are valid until the next step.
    case event(EventBytes)
    /// A line that says of something else.
    case skipped
    case rejected(Rejection)
    /// All of a member was given.
    case memberEnd
  }

  /// Where the walk stands: behind the step that was given last.
  private(set) var position = Checkpoint()
  /// The member that the last step belongs to.
  private(set) var place = SourceLocation(archive: "")
  /// How that member is written; empty when it is no log.
  private(set) var format = ""
  private(set) var foundLog = false
  private(set) var firstTrouble: ReadFault?
  private(set) var passedOver: [ViewLoadOutcome.PassedOver] = []
  private(set) var passedOverCount = 0
  /// How many events, skipped lines and rejections were given.
  private(set) var recordsSeen = 0

  private let paths: [String]
  private let limits: ArchiveLimits
  private let settings: ViewLoadSettings
  private let agents = AgentClassifier()
  private var walker: ArchiveWalker
  private var reader: (any EventReading)?
  /// What reads the open member ahead, when it is more than its sample: its bytes, and its events.
  private var ahead: (bytes: BytesAhead, events: EventLogAhead)?
  /// What a block met; it ends the member in the next step.
  private var fault: ReadFault?
  private var isInMember = false
  private var bytesOfPathsDone: Int64 = 0
  private static let listed = 20

  init(paths: [String], limits: ArchiveLimits, settings: ViewLoadSettings) {
    self.paths = paths
    self.limits = limits
    self.settings = settings
    walker = ArchiveWalker(paths: Array(paths.prefix(1)), limits: limits)
  }

  deinit { close() }

  /// How many bytes of the inputs on disk were consumed so far.
  var bytesConsumed: Int64 {
    bytesOfPathsDone + (ahead?.events.bytesConsumed ?? walker.bytesConsumed)
  }

  /// Reads the events that follow each other in memory, as if each were a step of its own.
  ///
  /// Gives none where the next step is something else; `next` tells. Their bytes are valid until
  /// the next step.
  func readBlock(into events: inout [EventBytes], limit: Int) {
    events.removeAll(keepingCapacity: true)
    guard isInMember, fault == nil, let reader else { return }
    do throws(ReadFault) {
      try reader.readBlock(into: &events, limit: limit)
    } catch {
      fault = error
      return
    }
    guard !events.isEmpty else { return }
    position.records += events.count
    recordsSeen += events.count
    format = reader.format?.rawValue ?? ""
  }

  /// The next step; nil at the end.
  func next() throws -> Step? {
    while true {
      if let step = nextInMember() { return step }
      guard position.archives < paths.count else { return nil }
      let item: WalkItem?
      do throws(ReadFault) {
        item = try walker.next()
      } catch {
        return reject(error)
      }
      guard let item else {
        nextPath()
        continue
      }
      switch item {
      case .refused(let rejection): return reject(rejection)
      case .ignored(let location, let reason):
        if reason != .folder { passOver(location, reason.rawValue) }
      case .member(let member):
        if let step = open(member) { return step }
      }
    }
  }

  /// The next step within the open member, its end included; nil when none is open.
  private func nextInMember() -> Step? {
    guard isInMember else { return nil }
    do throws(ReadFault) {
      if let fault { throw fault }
      if let element = try reader?.nextBytes() {
        position.records += 1
        recordsSeen += 1
        format = reader?.format?.rawValue ?? ""
        switch element {
        case .event(let event): return .event(event)
        case .skipped: return .skipped
        case .rejected(let rejection): return .rejected(rejection)
        }
      }
    } catch {
      close()
      return reject(error)
    }
    close()
    isInMember = false
    position = Checkpoint(archives: position.archives, members: position.members + 1)
    return .memberEnd
  }

  /// Reads no more of the open member, and waits until nothing does.
  func close() {
    ahead?.events.stop()
    ahead?.bytes.stop()
    ahead = nil
    reader = nil
    fault = nil
  }

  private func nextPath() {
    bytesOfPathsDone += walker.bytesConsumed
    position = Checkpoint(archives: position.archives + 1)
    walker = ArchiveWalker(
      paths: position.archives < paths.count ? [paths[position.archives]] : [], limits: limits)
  }

  // MARK: - Members

  private func open(_ member: Member) -> Step? {
    guard EventLogReader.mayRead(front: member.sample) else {
      return leave(member)
    }
    foundLog = true
    begin(member.location)
    guard !member.sampleIsWhole else {
      reader = log(member, at: member.location)
      return nil
    }
    let bytes = BytesAhead(member) { member.bytesConsumed }
    let events = EventLogAhead(log(bytes, at: member.location)) { bytes.bytesConsumed }
    ahead = (bytes, events)
    reader = events
    return nil
  }

  private func log(_ source: any ByteSource, at location: SourceLocation) -> EventLogReader {
    EventLogReader(
      source, at: location, zonelessIsUTC: settings.zonelessIsUTC,
      recipePaths: settings.recipePaths, agents: agents)
  }

  /// A member that is no log: trouble when it is damaged or was asked for by name.
  private func leave(_ member: Member) -> Step? {
    if let fault = member.sampleFault { return reject(fault) }
    if member.sample.isEmpty {
      passOver(member.location, "empty")
    } else if paths.contains(member.location.archive), member.location.members.isEmpty {
      let detail =
        "no view log: neither JSON lines or CSV with recipeId and viewedAt, nor an access log"
      return reject(ReadFault(.notRecognized(detail: detail), at: member.location))
    } else {
      passOver(member.location, "no-view-log")
    }
    return nil
  }

  private func begin(_ location: SourceLocation) {
    place = location
    format = ""
    isInMember = true
  }

  private func reject(_ fault: ReadFault) -> Step {
    firstTrouble = firstTrouble ?? fault
    let location = fault.location ?? SourceLocation(archive: paths[position.archives])
    return reject(Rejection(fault.rejectionCode, fault.what, at: location))
  }

  /// A rejection of a whole member is the only record of it; of an open one, its last.
  private func reject(_ rejection: Rejection) -> Step {
    if !isInMember { begin(rejection.location) }
    position.records += 1
    recordsSeen += 1
    return .rejected(rejection)
  }

  private func passOver(_ location: SourceLocation, _ reason: String) {
    passedOverCount += 1
    if passedOver.count < ViewLogWalk.listed {
      passedOver.append(ViewLoadOutcome.PassedOver(location: location, reason: reason))
    }
  }
}
