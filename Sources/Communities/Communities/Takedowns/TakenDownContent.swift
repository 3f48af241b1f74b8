import CommunityRules
import RecipeCoding
import RecipeModel
import Store

extension Change {
  /// Refuses what was taken down in a place or everywhere (R23a); asked before anything is stored.
  func requireNotTakenDown(
    _ body: RecipeBody, in place: Place, to asked: String
  ) throws {
    guard try transaction.hasTakedowns() else { return }
    var tidied = body
    tidied.title = try RecipeTitle(body.title).text
    var coder = BodyCoder()
    try requireNotTakenDown(coder.code(tidied).contentDigest, in: place, to: asked)
  }

  /// Refuses a stored body that says what was taken down in a place or everywhere (R23a).
  func requireNotTakenDown(_ body: BodyKey, in place: Place, to asked: String) throws {
    guard try transaction.hasTakedowns() else { return }
    try requireNotTakenDown(try transaction.contentDigest(of: body), in: place, to: asked)
  }

  private func requireNotTakenDown(
    _ content: [UInt8], in place: Place, to asked: String
  ) throws {
    try StoreContent.decide(
      takenDownAt: try transaction.takedown(of: content, in: place.community?.key), to: asked,
      by: asker.actor)
  }
}
