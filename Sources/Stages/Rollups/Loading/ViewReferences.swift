import EventLogs
import Indexes
import PipelineCore
import RecipeModel
import Store

/// Finds by the store's own keys whom and what events speak of, and refuses those it cannot take.
struct ViewReferences {
  /// Later events are in the future.
  let latest: Instant
  private var references = LoggedReferences()
  private var named = ReferenceCache<LoggedViewer?>()

  /// What became of an event.
  enum Outcome {
    case view(ViewEvent)
    case refused(Rejection.Code, String)
  }

  /// Takes what happened until a day after a moment: clocks differ.
  init(until now: Instant) {
    latest = now.advanced(byMilliseconds: 86_400_000)
  }

  mutating func resolve(
    _ event: EventBytes, in transaction: WriteTransaction
  ) throws(StoreFault) -> Outcome {
    guard event.at <= latest else {
      return .refused(.invalidValue, "viewedAt is more than a day after this run")
    }
    guard let recipe = try references.recipe(event.recipeID, in: transaction) else {
      return .refused(.unknownReference, "recipeId is no recipe of this store")
    }
    var viewer: Int64?
    if let userID = event.userID {
      guard let known = try references.viewer(userID, in: transaction) else {
        return .refused(.unknownReference, "userId is no user of this store")
      }
      viewer = known.key
    } else if let username = event.username {
      let known = try named.value(of: username) { name throws(StoreFault) in
        try transaction.viewer(named: FoldedName(String(decoding: name, as: UTF8.self)))
      }
      guard let known else {
        return .refused(.unknownReference, "username is no user of this store")
      }
      viewer = known.key
    }
    return .view(ViewEvent(recipe: recipe, viewer: viewer, at: event.at, agent: event.agent))
  }
}

extension LoggedViewer {
  /// Nil for somebody whose events are kept without them.
  fileprivate var key: Int64? {
    switch self {
    case .user(let key): key.value
    case .untracked: nil
    }
  }
}
