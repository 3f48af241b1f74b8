import Communities
import RecipeModel

extension CommandSession {
  /// What people and the operator do, on the session's store.
  ///
  /// Each is one short transaction, which SQLite's own lock keeps apart from runs.
  func communities() throws -> CommunityActions {
    CommunityActions(store: try openStore(), surroundings: surroundings)
  }
}

extension Workbench {
  /// What people and the operator do, on the store of the bench, within a run if one is named.
  func communities(in run: RunID? = nil) -> CommunityActions {
    CommunityActions(store: store, surroundings: surroundings, run: run)
  }
}
