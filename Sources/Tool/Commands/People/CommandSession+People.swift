import Communities

extension CommandSession {
  /// What people and the operator do, on the session's store.
  ///
  /// Each is one short transaction, which SQLite's own lock keeps apart from runs.
  func communities() throws -> CommunityActions {
    CommunityActions(store: try openStore(), surroundings: surroundings)
  }
}
