import Indexes
public import PipelineCore
public import RecipeModel
public import Statistics
public import Store

/// Whether everything that is told of views says what the raw events say.
public struct Reconciliation: Sendable, Equatable {
  /// Whose numbers are proved.
  public enum Subject: Sendable, Hashable {
    /// A recipe within the counted days of one calendar.
    case recipe(Int64, in: CalendarPlace)
    case community(Int64)
    case installation
    case family(root: Int64)
    case tag(Int64)
    case creator(Int64)
    /// The kept trend of a recipe in one calendar, its views weighted.
    case trend(of: Int64, in: CalendarPlace)
    /// What was counted for a target.
    case target(Int64)
  }

  /// Numbers that say something else than the raw events.
  public struct Difference: Sendable, Equatable {
    public var subject: Subject
    public var period: Period
    /// What is stored or told; nil when nothing is.
    public var told: MeasuredCounts?
    /// What the raw events say; nil when nothing happened.
    public var raw: MeasuredCounts?
  }

  /// What was proved of one kind of subject in one length of periods.
  public struct Level: Sendable, Equatable {
    public var kind: Kind
    public var grain: Grain
    /// How many numbers were compared: one for each subject and period.
    public var periods = 0
    /// Views as they are told, and as the raw events say; of trends they are weighted.
    public var toldViews = 0
    public var rawViews = 0
    /// How many numbers the next rollup will tell otherwise, because something happened since the
    /// last one; they are no differences.
    public var waiting = 0
  }

  /// The kinds of subjects, in the order in which they are proved.
  public enum Kind: String, Sendable, CaseIterable {
    case recipe, trend, community, installation, family, tag, creator, target
  }

  public internal(set) var levels: [Level] = []
  public internal(set) var differenceCount = 0
  /// The first of them: by kind of subject and grain, then by period and subject.
  public internal(set) var differences: [Difference] = []
  /// Whether days wait to be counted again.
  public internal(set) var isBehind = false

  /// How many differences are listed one by one.
  public static let listed = 100
  /// Of families, tags and creators the largest are proved, so many of each.
  public static let sampled = 20

  /// How many numbers wait for the next rollup.
  public var waitingCount: Int { levels.reduce(0) { $0 + $1.waiting } }

  /// Whether everything was proved that does not wait.
  public var isProved: Bool { differenceCount == 0 }

  public var exitCode: ExitCode { isProved ? .done : .failed }

  mutating func note(_ difference: Difference) {
    differenceCount += 1
    if differences.count < Reconciliation.listed { differences.append(difference) }
  }

  mutating func compare(
    _ subject: Subject, _ period: Period, told: MeasuredCounts?, raw: MeasuredCounts?,
    in level: inout Level, waits: @autoclosure () -> Bool = false
  ) {
    level.periods += 1
    level.toldViews += told?.views.views ?? 0
    level.rawViews += raw?.views.views ?? 0
    guard told != raw else { return }
    guard !waits() else {
      level.waiting += 1
      return
    }
    note(Difference(subject: subject, period: period, told: told, raw: raw))
  }
}

extension Rollup {
  /// Proves the counted days, and what is told from them, against a second count of the raw events.
  ///
  /// It shares no counting with the rollups: each event is looked at by itself. Every recipe is
  /// proved on every day, the trends that are kept, every community and the installation in every
  /// length of periods, the largest families, tags and creators, and every point of a target. What
  /// the next rollup counts again anyway is told as waiting, and no difference. Reads only.
  ///
  /// - Throws: `Interrupted`, a `StoreFault`, a `ViewSegmentFault` or a `DamagedRollup`.
  public func reconcile(observer: Observer = Observer()) throws -> Reconciliation {
    try store.read { transaction in
      var result = Reconciliation()
      result.isBehind = try transaction.rollupsAreBehind()
      let waiting = try WaitingNumbers(in: transaction)
      let calendars = try PlainCalendars(in: transaction)
      try PlainDays(calendars, besides: waiting)
        .compare(in: transaction, into: &result, observer: observer)
      var trends = PlainTrends(calendars, besides: waiting)
      try trends.compare(in: transaction, into: &result, observer: observer)
      try PlainSubjects(in: transaction, besides: waiting)
        .compare(in: transaction, into: &result, observer: observer)
      try PlainTargets.compare(
        in: transaction, besides: waiting, into: &result, observer: observer)
      return result
    }
  }
}
