import Indexes
import RecipeModel
import Store

/// The views of one user, by time.
struct PersonalViews {
  let transaction: ReadTransaction
  let user: UserKey

  /// Hands over a row for each; memory holds one day.
  func each(_ body: ([PersonalValue]) throws -> Void) throws {
    try transaction.eachViewDay { day, payload in
      let events = try ViewSegment.decode(payload, on: day)
        .filter { $0.viewer == user.value }
        .sorted { ($0.at.milliseconds, $0.recipe) < ($1.at.milliseconds, $1.recipe) }
      var recipes: [Int64: (id: RecipeID, title: String?)] = [:]
      for event in events {
        if recipes[event.recipe] == nil {
          recipes[event.recipe] = try transaction.viewedRecipe(RecipeKey(event.recipe), by: user)
        }
        guard let recipe = recipes[event.recipe] else { continue }
        try body([
          .text(recipe.id.text), recipe.title.map { .text($0) } ?? .none, .moment(event.at),
        ])
      }
    }
  }
}
