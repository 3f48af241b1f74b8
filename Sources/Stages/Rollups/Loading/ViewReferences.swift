import EventLogs
import Indexes
import PipelineCore
import RecipeModel
import Store

/// Finds by the store's own keys whom and what events speak of, and refuses those it cannot take.
struct ViewReferences {
  /// Nobody opened a recipe in a browser before: such times are a clock's that was never set.
  private static let earliest = Day(year: 1990, month: 1, day: 1)?.start ?? Instant(milliseconds: 0)

  /// Later events are in the future, earlier ones of another time.
  private let moments: ClosedRange<Instant>
  private var references: LoggedReferences
  private var named = ReferenceCache<NamedViewers>()

  /// What became of an event.
  enum Outcome {
    case view(LoadedView)
    case refused(Rejection.Code, String)
  }

  /// Takes what happened until a day after a moment: clocks differ.
  ///
  /// With many events expected, all ids of the store are read at once.
  init(until now: Instant, expecting events: Int = 0) {
    let latest = now.advanced(byMilliseconds: 86_400_000)
    moments = min(ViewReferences.earliest, latest)...latest
    references = LoggedReferences(expecting: events)
  }

  mutating func resolve(
    _ event: EventBytes, in transaction: WriteTransaction
  ) throws(StoreFault) -> Outcome {
    guard event.at <= moments.upperBound else {
      return .refused(.invalidValue, "viewedAt is more than a day after this run")
    }
    guard event.at >= moments.lowerBound else {
      return .refused(.invalidValue, "viewedAt is before 1990")
    }
    guard let recipe = try references.recipe(event.recipeID, in: transaction) else {
      return .refused(.unknownReference, "recipeId is no recipe of this store")
    }
    let viewer: LoggedViewer
    if let userID = event.userID {
      guard let known = try references.viewer(userID, in: transaction) else {
        return .refused(.unknownReference, "userId is no user of this store")
      }
      viewer = known
    } else if let username = event.username {
      let known = try named.value(of: username) { name throws(StoreFault) in
        try transaction.viewers(named: FoldedName(String(decoding: name, as: UTF8.self)))
      }
      guard let known = known.viewer(at: event.at) else {
        return .refused(.unknownReference, "username is no user of this store")
      }
      viewer = known
    } else {
      viewer = .untracked(nil)
    }
    return .view(LoadedView(of: recipe, by: viewer, event))
  }

  /// Whether all ids of the store are known, so that nothing is gained by looking up many together.
  var holdAll: Bool { references.holdsAll }

  /// Looks up together what many events speak of, before they are resolved.
  mutating func prepare(
    _ events: [EventBytes], in transaction: WriteTransaction
  ) throws(StoreFault) {
    try references.prepare(events, in: transaction)
  }

  /// Resolves many events at once.
  ///
  /// - Parameters:
  ///   - events: Some of a log.
  ///   - isWanted: Which of them matter.
  ///   - views: Takes those that are plain, in their order.
  ///   - others: Takes the indexes of the others, which have to be resolved one by one.
  ///   - transaction: Where the ids are looked up.
  /// - Throws: A `StoreFault`.
  mutating func resolve(
    _ events: [EventBytes], where isWanted: [Bool], into views: inout [ViewEvent],
    others: inout [Int], in transaction: WriteTransaction
  ) throws(StoreFault) {
    try references.lookUp(events, in: transaction)
    views.removeAll(keepingCapacity: true)
    others.removeAll(keepingCapacity: true)
    for index in events.indices where isWanted[index] {
      let at = events[index].at
      let isAnonymous = events[index].userID == nil && events[index].username == nil
      let viewer = isAnonymous ? nil : references.plainViewer(at: index)
      guard let recipe = references.recipe(at: index), isAnonymous || viewer != nil,
        at >= moments.lowerBound, at <= moments.upperBound
      else {
        others.append(index)
        continue
      }
      views.append(
        ViewEvent(recipe: recipe, viewer: viewer, at: at, agent: events[index].agent))
    }
  }
}

extension LoadedView {
  fileprivate init(of recipe: Int64, by viewer: LoggedViewer, _ event: EventBytes) {
    func view(_ key: UserKey?) -> ViewEvent {
      ViewEvent(recipe: recipe, viewer: key?.value, at: event.at, agent: event.agent)
    }
    switch viewer {
    case .user(let key): self = .plain(view(key))
    case .changed(let key): self = .switched(SwitchedView(event: view(key), isTracked: true))
    case .untracked(nil): self = .plain(view(nil))
    case .untracked(let key): self = .switched(SwitchedView(event: view(key), isTracked: false))
    }
  }
}
