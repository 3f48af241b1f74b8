import EventLogs
import RecipeModel
import Store

/// What the ids in a log stand for.
///
/// The ids of a short log are looked up one by one, as many as possible in their own order: the
/// indexes of ids then are read from one end to the other, and not a page of them for each id. Where
/// there are many of them, all ids of the store are read: looking up each would take longer than
/// everything else.
struct LoggedReferences {
  /// How many are looked up one by one: that takes as long as reading all of a large store.
  private static let fewLookUps = 100_000
  /// What stands for an id that was looked up, and is nobody's and nothing's.
  private static let unknown: Int64 = -1

  private var lookUps: Int
  private var recipes = ReferenceCache<Int64?>()
  private var viewers = ReferenceCache<LoggedViewer?>()
  /// What was looked up together, or all that there is.
  private var recipeDirectory = IDDirectory(capacity: 0) { _ in }
  private var viewerDirectory = IDDirectory(capacity: 0) { _ in }
  /// Whether the directories hold all ids of the store, so that little is looked up any more.
  private(set) var holdsAll = false
  private let foundRecipes = IDDirectory.LookUps()
  private let foundViewers = IDDirectory.LookUps()

  /// With many expected, all ids are read at once.
  init(expecting events: Int = 0) {
    lookUps = events > LoggedReferences.fewLookUps * 4 ? LoggedReferences.fewLookUps + 1 : 0
  }

  /// The key of a recipe; nil for an id that is none.
  mutating func recipe(
    _ id: UnsafeBufferPointer<UInt8>, in transaction: WriteTransaction
  ) throws(StoreFault) -> Int64? {
    if let known = recipeDirectory.value(of: id) {
      return known == LoggedReferences.unknown ? nil : known
    }
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
    if let known = viewerDirectory.value(of: id) {
      return known == LoggedReferences.unknown ? nil : LoggedViewer(code: known)
    }
    let found = try viewers.value(of: id) { id throws(StoreFault) in
      lookUps += 1
      return try transaction.viewer(publicID: id)
    }
    try readDirectories(in: transaction)
    return found
  }

  /// Finds out together what the ids of many events stand for, unless all ids are known.
  mutating func prepare(
    _ events: [EventBytes], in transaction: WriteTransaction
  ) throws(StoreFault) {
    try readDirectories(in: transaction)
    guard !holdsAll else { return }
    var number = 0
    try recipeDirectory.add(events.lazy.map(\.recipeID)) { id throws(StoreFault) in
      number += 1
      return try transaction.recipeKey(publicID: Array(id))?.value ?? LoggedReferences.unknown
    }
    try viewerDirectory.add(events.lazy.map(\.userID)) { id throws(StoreFault) in
      number += 1
      return try transaction.viewer(publicID: Array(id))?.code ?? LoggedReferences.unknown
    }
    lookUps += number
  }

  /// Looks up many recipes and their viewers; what is not known yet is missing.
  mutating func lookUp(
    _ events: [EventBytes], in transaction: WriteTransaction
  ) throws(StoreFault) {
    try readDirectories(in: transaction)
    recipeDirectory.values(of: events.count, into: foundRecipes) { events[$0].recipeID }
    viewerDirectory.values(of: events.count, into: foundViewers) { events[$0].userID }
  }

  /// The key of a recipe, by its place among the events that were looked up last; nil for an id that
  /// is none, or is not known yet.
  @inline(__always)
  func recipe(at index: Int) -> Int64? {
    foundRecipes[index] > 0 ? foundRecipes[index] : nil
  }

  /// The key of a user that is tracked and always was; nil for anybody and anything else.
  @inline(__always)
  func plainViewer(at index: Int) -> Int64? {
    let code = foundViewers[index]
    return code > 0 && code & 3 == 0 ? code >> 2 : nil
  }

  private mutating func readDirectories(in transaction: WriteTransaction) throws(StoreFault) {
    guard lookUps > LoggedReferences.fewLookUps, !holdsAll else { return }
    let (recipeCount, userCount) = try transaction.idCounts()
    recipeDirectory = try IDDirectory(capacity: recipeCount) { add throws(StoreFault) in
      try transaction.eachRecipeID { id, key in add(id, key.value) }
    }
    viewerDirectory = try IDDirectory(capacity: userCount) { add throws(StoreFault) in
      try transaction.eachUserID { id, viewer in add(id, viewer.code) }
    }
    holdsAll = true
  }
}

extension LoggedViewer {
  /// The key, and in the two lowest bits which kind it is; for a directory.
  fileprivate var code: Int64 {
    switch self {
    case .user(let key): key.value << 2
    case .changed(let key): key.value << 2 | 1
    case .untracked(let key): (key?.value ?? 0) << 2 | 2
    }
  }

  @inline(__always)
  fileprivate init(code: Int64) {
    let key = UserKey(code >> 2)
    switch code & 3 {
    case 0: self = .user(key)
    case 1: self = .changed(key)
    default: self = .untracked(key.value == 0 ? nil : key)
    }
  }
}
