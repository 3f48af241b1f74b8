public import RecipeModel

/// Somebody opened a recipe: one raw event, by the store's integer keys.
public struct ViewEvent: Sendable, Hashable {
  public var recipe: Int64
  /// The viewer's key, or 0 for an anonymous event.
  var viewerCode: Int64
  public var at: Instant

  /// Makes an event; `viewer` is a positive key, or nil for an anonymous event.
  ///
  /// The events of users who switched view tracking off are anonymous too (R24).
  public init(recipe: Int64, viewer: Int64?, at: Instant) {
    precondition(viewer.map { $0 > 0 } ?? true, "viewer keys are positive")
    self.recipe = recipe
    viewerCode = viewer ?? 0
    self.at = at
  }

  public var viewer: Int64? { viewerCode == 0 ? nil : viewerCode }
}

extension ViewEvent: Comparable {
  /// The order of segments and of counting: recipe, viewer (anonymous first), moment.
  public static func < (first: ViewEvent, second: ViewEvent) -> Bool {
    if first.recipe != second.recipe { return first.recipe < second.recipe }
    if first.viewerCode != second.viewerCode { return first.viewerCode < second.viewerCode }
    return first.at < second.at
  }
}
