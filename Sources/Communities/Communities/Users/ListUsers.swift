import RecipeModel
import Store

extension CommunityActions {
  /// The living users in the order of their usernames; the operator's alone to see (R7).
  public func listUsers(as acting: ActingAs) throws -> [UserSummary] {
    try look(as: acting) { standings, asker in
      try asker.requireSightOfUsers()
      var users: [UserSummary] = []
      var last = FoldedName("")
      while true {
        let page = try standings.transaction.users(after: last, limit: 500)
        guard let end = page.last else { return users }
        users += page.map { UserSummary($0) }
        last = FoldedName(end.username)
      }
    }
  }
}
