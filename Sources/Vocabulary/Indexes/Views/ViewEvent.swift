public import RecipeModel

/// Somebody or something opened a recipe: one raw event, by the store's integer keys.
public struct ViewEvent: BitwiseCopyable, Sendable, Hashable {
  public var recipe: Int64
  /// The viewer's key, or 0 for an anonymous event.
  var viewerCode: Int64
  /// The moment in milliseconds, times eight, and what opened it.
  var stamp: Int64

  /// Makes an event; `viewer` is a positive key, or nil for an anonymous event.
  ///
  /// The events of users who switched view tracking off are anonymous too (R24).
  public init(recipe: Int64, viewer: Int64?, at: Instant, agent: AgentClass = .person) {
    precondition(viewer.map { $0 > 0 } ?? true, "viewer keys are positive")
    self.recipe = recipe
    viewerCode = viewer ?? 0
    stamp = at.milliseconds << 3 | Int64(agent.code)
  }

  public var viewer: Int64? { viewerCode == 0 ? nil : viewerCode }

  public var at: Instant { Instant(milliseconds: stamp >> 3) }

  public var agent: AgentClass {
    stamp & 7 == 0 ? .person : AgentClass(code: UInt8(stamp & 7)) ?? .person
  }

  /// The same event without its viewer.
  public var anonymous: ViewEvent {
    var event = self
    event.viewerCode = 0
    return event
  }
}

extension ViewEvent {
  /// Whether it is the same event, whatever made it.
  func isSameEvent(as other: ViewEvent) -> Bool {
    recipe == other.recipe && viewerCode == other.viewerCode && stamp >> 3 == other.stamp >> 3
  }
}

extension ViewEvent: Comparable {
  /// The order of segments and of counting: recipe, viewer (anonymous first), moment, agent.
  public static func < (first: ViewEvent, second: ViewEvent) -> Bool {
    if first.recipe != second.recipe { return first.recipe < second.recipe }
    if first.viewerCode != second.viewerCode { return first.viewerCode < second.viewerCode }
    return first.stamp < second.stamp
  }
}
