/// Sums of weighted views by recipe, exact in whatever order they are taken.
///
/// Packed they are, in this order: the version, one byte, 1; each recipe with a sum, ascending, as
/// varints: the distance from the last recipe, and the sum; a checksum of all that, four bytes, the
/// lowest first.
///
/// In memory they are a few sorted lists, each at least twice as long as the next: adding days to
/// each other so takes no look-up, and a time that grows with their recipes alone.
public struct TrendScores: Sendable {
  /// The sum of one recipe, or what is added to it.
  private struct Sum {
    var recipe: Int64
    var sum: Int64
  }

  private static let version: UInt8 = 1

  /// Each ascending by recipe, and each recipe once; the longest first.
  private var lists: [[Sum]] = []

  public init() {}

  /// Unpacks sums.
  public init(packed bytes: [UInt8]) throws(CountedDayFault) {
    var sums: [Sum] = []
    var isWhole = false
    bytes.withUnsafeBytes { bytes in
      guard let packed = WordChecksum.checked(bytes), packed.first == TrendScores.version else {
        return
      }
      var reader = VarintReader(UnsafeRawBufferPointer(rebasing: packed.dropFirst()))
      var recipe: Int64 = 0
      while !reader.isAtEnd {
        guard let distance = reader.next(), let sum = reader.next() else { return }
        let (next, isPast) = recipe.addingReportingOverflow(Int64(bitPattern: distance))
        guard !isPast, next > recipe || sums.isEmpty else { return }
        recipe = next
        sums.append(Sum(recipe: recipe, sum: Int64(bitPattern: sum)))
      }
      isWhole = true
    }
    guard isWhole else { throw CountedDayFault() }
    add(sums)
  }

  public var packed: [UInt8] {
    var bytes = [TrendScores.version]
    var last: Int64 = 0
    for sum in sums {
      appendVarint(UInt64(bitPattern: sum.recipe &- last), to: &bytes)
      appendVarint(UInt64(bitPattern: sum.sum), to: &bytes)
      last = sum.recipe
    }
    WordChecksum.append(to: &bytes)
    return bytes
  }

  /// The sum of a recipe; 0 for one that has none.
  public subscript(recipe: Int64) -> Int64 {
    lists.reduce(0) { sum, list in
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle].recipe < recipe { low = middle + 1 } else { high = middle }
      }
      return low < list.count && list[low].recipe == recipe ? sum &+ list[low].sum : sum
    }
  }

  /// The recipes that have a sum, ascending.
  public var recipes: some Sequence<(recipe: Int64, sum: Int64)> {
    sums.lazy.map { (recipe: $0.recipe, sum: $0.sum) }
  }

  /// All sums that are not 0, ascending by recipe.
  private var sums: [Sum] {
    lists.reversed().reduce([]) { TrendScores.merged($1, $0) }.filter { $0.sum != 0 }
  }

  /// Adds the views of a packed day, each with a weight.
  ///
  /// - Throws: A fault for bytes that are no counted day; nothing is changed then.
  public mutating func add(_ payload: [UInt8], weight: Int64) throws(CountedDayFault) {
    // Sums wrap around, so that no damaged number can stop the program.
    add(
      try TrendScores.views(in: payload).compactMap { day in
        day.sum == 0 ? nil : Sum(recipe: day.recipe, sum: day.sum &* weight)
      })
  }

  /// Takes the views of a day away, and adds those that it has now; nil for a day that has none.
  ///
  /// - Throws: A fault for bytes that are no counted day; nothing is changed then.
  public mutating func replace(
    _ before: [UInt8]?, by now: [UInt8]?, weight: Int64
  ) throws(CountedDayFault) {
    var old = try TrendScores.views(in: before)
    for index in old.indices { old[index].sum = 0 &- old[index].sum }
    // Most recipes of a day have as many as before.
    let changes = TrendScores.merged(try TrendScores.views(in: now), old)
    add(
      changes.compactMap { change in
        change.sum == 0 ? nil : Sum(recipe: change.recipe, sum: change.sum &* weight)
      })
  }

  /// Adds other sums.
  public mutating func add(_ other: TrendScores) {
    for list in other.lists { add(list) }
  }

  private mutating func add(_ list: [Sum]) {
    guard !list.isEmpty else { return }
    lists.append(list)
    while lists.count > 1, lists[lists.count - 2].count < 2 * lists[lists.count - 1].count {
      let last = lists.removeLast()
      lists.append(TrendScores.merged(lists.removeLast(), last))
    }
  }

  /// The views of a packed day, ascending by recipe.
  private static func views(in payload: [UInt8]?) throws(CountedDayFault) -> [Sum] {
    var views: [Sum] = []
    guard let payload else { return views }
    try CountedDay.each(in: payload) { recipe, counts in
      views.append(Sum(recipe: recipe, sum: Int64(counts.views)))
      return false
    }
    return views
  }

  /// Both lists in one.
  private static func merged(_ first: [Sum], _ second: [Sum]) -> [Sum] {
    if first.isEmpty { return second }
    if second.isEmpty { return first }
    var merged: [Sum] = []
    merged.reserveCapacity(first.count + second.count)
    var (left, right) = (0, 0)
    while left < first.count, right < second.count {
      if first[left].recipe < second[right].recipe {
        merged.append(first[left])
        left += 1
      } else if first[left].recipe > second[right].recipe {
        merged.append(second[right])
        right += 1
      } else {
        merged.append(
          Sum(recipe: first[left].recipe, sum: first[left].sum &+ second[right].sum))
        left += 1
        right += 1
      }
    }
    merged += first[left...]
    merged += second[right...]
    return merged
  }
}

extension TrendScores: Equatable {
  public static func == (first: TrendScores, second: TrendScores) -> Bool {
    first.sums.elementsEqual(second.sums) { $0.recipe == $1.recipe && $0.sum == $1.sum }
  }
}
