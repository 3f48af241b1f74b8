import ArchiveRecords
import Indexes
import RecipeModel
import Store

/// The views of a selection as they stand in archives: by time, then recipe, then viewer.
struct ArchivedViews {
  let transaction: ReadTransaction
  let selection: ArchiveSelection

  /// Who stands in the views as a viewer that the archive may name.
  func viewers() throws -> Set<UserKey> {
    var viewers: Set<UserKey> = []
    try eachDay { events in
      for event in events {
        guard let viewer = event.viewer.map({ UserKey($0) }), !viewers.contains(viewer),
          try transaction.archivedViewerID(viewer, in: selection) != nil
        else { continue }
        viewers.insert(viewer)
      }
    }
    return viewers
  }

  /// Hands over every view; memory holds one day.
  func each(_ body: (ArchivedView) throws -> Void) throws {
    try eachDay { events in
      var users: [Int64: UserID] = [:]
      var recipes: [Int64: RecipeID] = [:]
      for event in events {
        if recipes[event.recipe] == nil {
          recipes[event.recipe] = try transaction.archivedRecipeID(
            RecipeKey(event.recipe), in: selection)
        }
        guard let viewer = event.viewer, users[viewer] == nil else { continue }
        users[viewer] = try transaction.archivedViewerID(UserKey(viewer), in: selection)
      }
      let views = events.compactMap { event in
        recipes[event.recipe].map { recipe in
          ArchivedView(
            recipeID: recipe, userID: event.viewer.flatMap { users[$0] }, viewedAt: event.at,
            agent: event.agent)
        }
      }
      for view in views.sorted(by: isBefore) { try body(view) }
    }
  }

  /// Hands over the events of the selection's recipes, day by day.
  private func eachDay(_ body: ([ViewEvent]) throws -> Void) throws {
    try transaction.eachViewDay { day, payload in
      var recipe: Int64?
      var isSelected = false
      let events = try ViewSegment.decode(payload, on: day).filter { event in
        // A segment is sorted by recipe, so each is looked up once.
        if event.recipe != recipe {
          recipe = event.recipe
          isSelected =
            try transaction.archivedRecipeID(RecipeKey(event.recipe), in: selection) != nil
        }
        return isSelected
      }
      try body(events)
    }
  }

  private func isBefore(_ first: ArchivedView, _ second: ArchivedView) -> Bool {
    if first.viewedAt != second.viewedAt { return first.viewedAt < second.viewedAt }
    if first.recipeID != second.recipeID { return first.recipeID.text < second.recipeID.text }
    return (first.userID?.text ?? "") < (second.userID?.text ?? "")
  }
}
