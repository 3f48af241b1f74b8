import Indexes
public import RecipeModel
public import Store

/// How far views are counted, by which rules, and what waits.
public struct RollupStatus: Sendable, Equatable {
  /// The rules that the next rollup counts by.
  public var rules: String
  /// Those of the last one; nil before the first.
  public var countedBy: String?
  public var countedAt: Instant?
  /// The last day (UTC) that has an event.
  public var lastDay: Day?
  /// The days (UTC) whose events changed since, ascending.
  public var dirtyDays: [Day]
  /// Zones of communities that nothing was counted in yet.
  public var newCalendars: Int
  /// Living communities of which something changed that the points of their targets may not say yet.
  public var waitingTargets: Int
  /// Whether views wait to be counted.
  public var hasWaitingViews: Bool

  /// Whether a rollup would count anything again.
  public var isBehind: Bool { hasWaitingViews || waitingTargets > 0 }

  public init(in transaction: ReadTransaction) throws(StoreFault) {
    let state = try transaction.rollupState()
    rules = try transaction.viewRules().name
    countedBy = state?.rules
    countedAt = state?.countedAt
    lastDay = try transaction.lastViewDay()
    dirtyDays = try transaction.dirtyDays()
    newCalendars = try transaction.uncountedPlaces().count
    var living = 0
    for key in try transaction.communitiesWithWaitingTargets() {
      if let community = try transaction.community(key), community.deletion == nil { living += 1 }
    }
    waitingTargets = living
    hasWaitingViews = try transaction.rollupsAreBehind()
  }
}
