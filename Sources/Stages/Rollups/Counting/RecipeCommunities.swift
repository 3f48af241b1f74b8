import Indexes
import RecipeModel
import Store

/// In which community recipes lie, by key.
///
/// Which one it is never changes. Of a few recipes each is looked up; with many, all are read: a row
/// that is read along with its neighbours takes a small part of the time.
struct RecipeCommunities: Sendable {
  /// How many rows are read along with others while one is looked up.
  private static let rowsOfLookUp = 16
  /// Days with more bytes are not unpacked to find out how few recipes they have.
  private static let fewBytes = 4 << 20

  /// 0 for a catalogue, and for what was not asked for.
  private var communities: [Int32] = []
  private var known = KeySet()
  private var lookUps = 0
  private var holdsAll = false

  /// Finds out where the recipes lie that have events on some days.
  ///
  /// - Parameters:
  ///   - days: What is stored of the days, packed.
  ///   - transaction: Where the recipes are.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  mutating func read(ofEventsIn days: [Day: [UInt8]], in transaction: WriteTransaction) throws {
    guard !holdsAll else { return }
    let limit = try transaction.idCounts().recipes / RecipeCommunities.rowsOfLookUp - lookUps
    guard days.values.reduce(0, { $0 + $1.count }) <= RecipeCommunities.fewBytes,
      let missing = try missingRecipes(in: days, atMost: limit)
    else { return try readAll(in: transaction) }
    for recipe in missing {
      let community = try transaction.community(of: RecipeKey(recipe))
      note(community?.value ?? 0, of: recipe)
      known.insert(recipe)
    }
    lookUps += missing.count
  }

  /// The recipes of events that are not known yet, ascending; nil where there are too many.
  private func missingRecipes(
    in days: [Day: [UInt8]], atMost limit: Int
  ) throws(ViewSegmentFault) -> [Int64]? {
    var found = known
    var missing: [Int64] = []
    for (day, payload) in days {
      for event in try ViewSegment.decode(payload, on: day) where found.insert(event.recipe) {
        guard missing.count < limit else { return nil }
        missing.append(event.recipe)
      }
    }
    return missing.sorted()
  }

  private mutating func readAll(in transaction: ReadTransaction) throws(StoreFault) {
    var all = RecipeCommunities()
    try transaction.eachRecipeCommunity { recipe, community in
      all.note(community.value, of: recipe.value)
    }
    all.holdsAll = true
    self = all
  }

  private mutating func note(_ community: Int64, of recipe: Int64) {
    let place = Int(recipe)
    if place >= communities.count {
      let size = max(place + 1, communities.count * 2)
      communities.append(contentsOf: repeatElement(0, count: size - communities.count))
    }
    communities[place] = Int32(community)
  }

  /// The key of the community that a recipe lies in; 0 for a catalogue.
  func community(of recipe: Int64) -> Int {
    communities.indices.contains(Int(recipe)) ? Int(communities[Int(recipe)]) : 0
  }
}
