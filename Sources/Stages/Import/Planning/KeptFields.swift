import RecipeModel

/// Counts the members of records that no field of the model holds, by their names.
struct KeptFields {
  private var counts: [String: Int] = [:]
  /// How many had names beyond those that are told apart; a hostile archive may have any number.
  private(set) var unlisted = 0

  mutating func count(_ record: RecipeRecord) {
    for name in Set(record.extras.map(\.name)) {
      if counts[name] != nil || counts.count < ImportPlan.Listed.keptFields {
        counts[name, default: 0] += 1
      } else {
        unlisted += 1
      }
    }
  }

  /// By name.
  var sorted: [ImportPlan.Count] {
    counts.sorted { $0.key < $1.key }.map { ImportPlan.Count(name: $0.key, count: $0.value) }
  }
}
