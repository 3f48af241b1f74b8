import RecipeModel
import Store

/// What the ids in a log stand for.
///
/// The ids of a short log are looked up one by one. Once there were many of them, all ids of the
/// store are read: looking up each would then take longer than everything else.
struct LoggedReferences {
  /// How many are looked up one by one.
  private static let fewLookUps = 20_000

  private var lookUps = 0
  private var recipes = ReferenceCache<Int64?>()
  private var viewers = ReferenceCache<LoggedViewer?>()
  private var recipeDirectory: IDDirectory?
  private var viewerDirectory: IDDirectory?
  /// What stands for untracked users in the directory.
  private static let untracked: Int64 = -1

  /// The key of a recipe; nil for an id that is none.
  mutating func recipe(
    _ id: UnsafeBufferPointer<UInt8>, in transaction: WriteTransaction
  ) throws(StoreFault) -> Int64? {
    if let known = recipeDirectory?.value(of: id) { return known }
    let found = try recipes.value(of: id) { id throws(StoreFault) in
      lookUps += 1
      return try transaction.recipeKey(publicID: id)?.value
    }
    try readDirectories(in: transaction)
    return found
  }

  /// Whom an id stands for; nil for an id that is no user's.
  mutating func viewer(
    _ id: UnsafeBufferPointer<UInt8>, in transaction: WriteTransaction
  ) throws(StoreFault) -> LoggedViewer? {
    if let known = viewerDirectory?.value(of: id) {
      return known == LoggedReferences.untracked ? .untracked : .user(UserKey(known))
    }
    let found = try viewers.value(of: id) { id throws(StoreFault) in
      lookUps += 1
      return try transaction.viewer(publicID: id)
    }
    try readDirectories(in: transaction)
    return found
  }

  private mutating func readDirectories(in transaction: WriteTransaction) throws(StoreFault) {
    guard lookUps > LoggedReferences.fewLookUps, recipeDirectory == nil else { return }
    let (recipeCount, userCount) = try transaction.idCounts()
    var recipes = IDDirectory(capacity: recipeCount)
    try transaction.eachRecipeID { id, key in _ = recipes.insert(id, key.value) }
    var viewers = IDDirectory(capacity: userCount)
    try transaction.eachUserID { id, viewer in
      switch viewer {
      case .untracked: _ = viewers.insert(id, LoggedReferences.untracked)
      case .user(let key): _ = viewers.insert(id, key.value)
      }
    }
    recipeDirectory = recipes
    viewerDirectory = viewers
  }
}
