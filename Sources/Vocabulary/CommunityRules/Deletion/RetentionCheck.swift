import RecipeModel

extension Life {
  /// The deletion that a restore would undo, unless there is none or its retention has ended (R21).
  func requireRestorable(
    within retention: Retention, at now: Instant, for actor: Actor, to asked: String
  ) throws(Refusal) -> DeletionID {
    guard case .deleted(let deletion, let deletedAt) = self else {
      throw actor.refusal(.r21, asked, because: "it is not deleted")
    }
    guard now < retention.end(after: deletedAt) else {
      throw actor.refusal(
        .r21, asked, because: "its retention of \(retention.days) days has ended",
        instead: "a backup taken before may hold it")
    }
    return deletion
  }
}
