import Indexes

/// An event as it is loaded, by the store's own keys.
enum LoadedView {
  case plain(ViewEvent)
  case switched(SwitchedView)

  /// The event, with its viewer where that is known.
  var event: ViewEvent {
    switch self {
    case .plain(let event): event
    case .switched(let view): view.event
    }
  }
}
