import RecipeModel
import Statistics
import Store

/// Finds the days whose rows differ from what recipes say now.
///
/// A recipe changes for many reasons, and most of them change no number. So the families of the
/// recipes that changed are compared with their rows: shares and forks of each member, and the
/// sum of the members with the row of the root, which differs when a recipe with views joined. A
/// recipe's origin can come to be known later, and then stays.
struct StaleDays {
  private(set) var days: Set<Day> = []
  private let families: RecipeFamilies
  private let everything = Int32.min...Int32.max

  init(families: RecipeFamilies) {
    self.families = families
  }

  /// Compares the families of recipes that changed.
  mutating func compareFamilies(
    of changed: [RecipeKey], in transaction: ReadTransaction
  ) throws(StoreFault) {
    for root in Set(changed.map { families.root(of: $0.value) }).sorted() {
      try compareFamily(of: root, in: transaction)
    }
  }

  private mutating func compareFamily(
    of root: Int64, in transaction: ReadTransaction
  ) throws(StoreFault) {
    var sums: [Int32: RollupCounts] = [:]
    for member in families.members(below: root) {
      let made = counts(of: families.forks(of: member))
      let stored = try rows(of: member, as: .recipe, in: transaction)
      for (day, counts) in stored {
        sums[day, default: RollupCounts()] += RollupCounts(views: counts.views)
      }
      for (day, counts) in made { sums[day, default: RollupCounts()] += counts }
      note(stored, made) { $0.shares == $1.shares && $0.forks == $1.forks }
    }
    note(try rows(of: root, as: .family, in: transaction), sums) { stored, sum in
      stored.views == sum.views && stored.shares == sum.shares && stored.forks == sum.forks
    }
  }

  private func rows(
    of key: Int64, as subject: RollupSubject, in transaction: ReadTransaction
  ) throws(StoreFault) -> [Int32: RollupCounts] {
    let rows = try transaction.rollup(
      RollupTable(subject, by: .day), of: key, during: everything)
    return Dictionary(rows.map { ($0.period, $0.counts) }) { first, _ in first }
  }

  private func counts(of made: ArraySlice<OriginEdge>) -> [Int32: RollupCounts] {
    var counts: [Int32: RollupCounts] = [:]
    for recipe in made {
      for measure in RollupRule.recipeDays.measures {
        guard let day = measure.moment(recipe)?.day else { continue }
        measure.raise(&counts[day.number, default: RollupCounts()])
      }
    }
    return counts
  }

  private mutating func note(
    _ stored: [Int32: RollupCounts], _ raw: [Int32: RollupCounts],
    unless agree: (RollupCounts, RollupCounts) -> Bool
  ) {
    for day in Set(stored.keys).union(raw.keys)
    where !agree(stored[day] ?? RollupCounts(), raw[day] ?? RollupCounts()) {
      days.insert(Day(number: day))
    }
  }
}
