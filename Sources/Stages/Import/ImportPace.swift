import PipelineCore
import RecipeModel
import Synchronization

/// A part of an import that takes time; raw values are written into results.
public enum ImportPart: String, Sendable, CaseIterable {
  /// Reading archives and making records ready, beside the storing.
  case reading
  /// Storing recipes with all that belongs to them.
  case rows
  /// Filling the full-text index.
  case texts
  /// Tying recipes to origins that came after them.
  case origins
  /// Taking pictures that other members of the archives hold.
  case pictures
  case nearDuplicates

  /// What it is called in a sentence.
  public var title: String {
    switch self {
    case .reading: "reading and preparing"
    case .rows: "storing rows"
    case .texts: "texts"
    case .origins: "origins"
    case .pictures: "pictures"
    case .nearDuplicates: "near-duplicates"
    }
  }
}

/// How long one attempt at an import took, for how much, and with what.
public struct ImportPace: Sendable, Equatable {
  /// The time that a part took; parts at work at the same time do not add up to the whole.
  public struct Share: Sendable, Equatable {
    public var part: ImportPart
    public var milliseconds: Int64

    public init(_ part: ImportPart, milliseconds: Int64) {
      self.part = part
      self.milliseconds = milliseconds
    }
  }

  /// Records that no earlier attempt had stored.
  public var records: Int
  /// Bytes of the archives as they lie on disk; all are read in every attempt.
  public var bytes: Int64
  /// More than none: without any, nothing is said of the pace.
  public var milliseconds: Int64
  /// In the order of `ImportPart`, those that took none left out.
  public var shares: [Share]

  /// Nil when no time has passed, as on a clock that stands still.
  public init?(records: Int, bytes: Int64, milliseconds: Int64, shares: [Share]) {
    guard milliseconds > 0 else { return nil }
    self.records = records
    self.bytes = bytes
    self.milliseconds = milliseconds
    self.shares = shares
  }

  public var recordsPerSecond: Double { Double(records) * 1000 / Double(milliseconds) }
  public var bytesPerSecond: Double { Double(bytes) * 1000 / Double(milliseconds) }

  /// What took longest; the first of several.
  public var slowest: Share? {
    let most = shares.map(\.milliseconds).max()
    return shares.first { $0.milliseconds == most }
  }
}

/// Measures the parts of one attempt, some of which are at work at the same time.
final class ImportTimer: Sendable {
  /// What time it is.
  let now: @Sendable () -> Instant
  private let began: Instant
  private let times = Mutex<[ImportPart: Int64]>([:])

  init(_ surroundings: Surroundings) {
    now = surroundings.now
    began = surroundings.now()
  }

  /// Adds the time that the body takes to a part.
  func measure<Result>(_ part: ImportPart, _ body: () throws -> Result) rethrows -> Result {
    let start = now()
    defer { add(now().milliseconds - start.milliseconds, to: part) }
    return try body()
  }

  /// Takes the time that the body takes, which waits for other parts, out of a part.
  func pause<Result>(_ part: ImportPart, _ body: () throws -> Result) rethrows -> Result {
    let start = now()
    defer { add(start.milliseconds - now().milliseconds, to: part) }
    return try body()
  }

  func pace(records: Int, bytes: Int64) -> ImportPace? {
    let times = times.withLock { $0 }
    return ImportPace(
      records: records, bytes: bytes, milliseconds: now().milliseconds - began.milliseconds,
      shares: ImportPart.allCases.compactMap { part in
        times[part].flatMap { $0 > 0 ? ImportPace.Share(part, milliseconds: $0) : nil }
      })
  }

  private func add(_ milliseconds: Int64, to part: ImportPart) {
    times.withLock { $0[part, default: 0] += milliseconds }
  }
}
