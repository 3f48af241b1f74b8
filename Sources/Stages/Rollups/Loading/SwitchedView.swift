import Indexes
import RecipeModel

/// An event of somebody who is not tracked, or perhaps was not once (R24).
///
/// Switching changes nothing of the past, so what is stored of the event stays as it is: with its
/// viewer from a time when they were tracked, without from one when they were not. Otherwise a log
/// that is loaded again after the switch would have its events counted twice.
struct SwitchedView: Sendable {
  /// The event with its viewer.
  var event: ViewEvent
  /// Whether it is stored with its viewer where nothing is stored of it.
  var isTracked: Bool

  /// How events of one log are stored.
  ///
  /// - Parameters:
  ///   - views: Those of the log that are new.
  ///   - stored: All events of their day that are stored, sorted.
  ///   - ofLog: All other events of the log on the day, sorted; of as many equal ones of the stored
  ///     it is known whose they are.
  /// - Returns: The same events, each with its viewer or without.
  static func settle(
    _ views: [SwitchedView], stored: [ViewEvent], ofLog: [ViewEvent]
  ) -> [ViewEvent] {
    var taken: [ViewEvent: Int] = [:]
    /// Takes an event that is stored and that nothing else of the log stands for.
    func take(_ event: ViewEvent) -> Bool {
      // The class of the agent makes no other event of it.
      let same = ViewEvent(recipe: event.recipe, viewer: event.viewer, at: event.at)
      let spare = stored.count(ofSame: same) - ofLog.count(ofSame: same) - taken[same, default: 0]
      guard spare > 0 else { return false }
      taken[same, default: 0] += 1
      return true
    }
    // In an order of their own, so that the same log gives the same events.
    return views.sorted { $0.event < $1.event }.map { view in
      if take(view.event) { return view.event }
      return take(view.event.anonymous) || !view.isTracked ? view.event.anonymous : view.event
    }
  }
}
