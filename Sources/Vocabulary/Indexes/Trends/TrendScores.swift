/// Sums of weighted views by recipe, exact in whatever order they are taken.
///
/// Packed they are, in this order: the version, one byte, 1; each recipe with a sum, ascending, as
/// varints: the distance from the last recipe, and the sum; a checksum of all that, four bytes, the
/// lowest first.
public struct TrendScores: Sendable, Equatable {
  private static let version: UInt8 = 1

  /// By recipe; sums of nothing may be among them.
  private var sums: [Int64: Int64] = [:]

  public init() {}

  /// Unpacks sums.
  public init(packed bytes: [UInt8]) throws(CountedDayFault) {
    var sums: [Int64: Int64] = [:]
    var isWhole = false
    bytes.withUnsafeBytes { bytes in
      guard let packed = WordChecksum.checked(bytes), packed.first == TrendScores.version else {
        return
      }
      var reader = VarintReader(UnsafeRawBufferPointer(rebasing: packed.dropFirst()))
      var recipe: Int64 = 0
      while !reader.isAtEnd {
        guard let distance = reader.next(), let sum = reader.next() else { return }
        recipe &+= Int64(bitPattern: distance)
        sums[recipe] = Int64(bitPattern: sum)
      }
      isWhole = true
    }
    guard isWhole else { throw CountedDayFault() }
    self.sums = sums
  }

  public var packed: [UInt8] {
    var bytes = [TrendScores.version]
    var last: Int64 = 0
    for (recipe, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
      appendVarint(UInt64(bitPattern: recipe &- last), to: &bytes)
      appendVarint(UInt64(bitPattern: sum), to: &bytes)
      last = recipe
    }
    WordChecksum.append(to: &bytes)
    return bytes
  }

  /// The sum of a recipe; 0 for one that has none.
  public subscript(recipe: Int64) -> Int64 { sums[recipe] ?? 0 }

  /// The recipes that have a sum, in no order.
  public var recipes: some Sequence<(recipe: Int64, sum: Int64)> {
    sums.lazy.filter { $0.value != 0 }.map { (recipe: $0.key, sum: $0.value) }
  }

  /// Adds the views of a packed day, each with a weight.
  ///
  /// - Throws: A fault for bytes that are no counted day; some of it may be added then.
  public mutating func add(_ payload: [UInt8], weight: Int64) throws(CountedDayFault) {
    var sums: [Int64: Int64] = [:]
    swap(&sums, &self.sums)
    defer { swap(&sums, &self.sums) }
    try CountedDay.each(in: payload) { recipe, counts in
      // Sums wrap around, so that no damaged number can stop the program.
      if counts.views > 0 { sums[recipe, default: 0] &+= Int64(counts.views) &* weight }
      return false
    }
  }

  /// Takes the views of a day away, and adds those that it has now; nil for a day that has none.
  ///
  /// Most recipes of a day have as many as before, and cost no look-up.
  ///
  /// - Throws: A fault for bytes that are no counted day; nothing is changed then.
  public mutating func replace(
    _ before: [UInt8]?, by now: [UInt8]?, weight: Int64
  ) throws(CountedDayFault) {
    let old = try TrendScores.views(in: before)
    let new = try TrendScores.views(in: now)
    var (first, second) = (0, 0)
    while first < old.count || second < new.count {
      let recipe = min(
        first < old.count ? old[first].recipe : .max, second < new.count ? new[second].recipe : .max
      )
      var change: Int64 = 0
      if first < old.count, old[first].recipe == recipe {
        change &-= old[first].views
        first += 1
      }
      if second < new.count, new[second].recipe == recipe {
        change &+= new[second].views
        second += 1
      }
      if change != 0 { sums[recipe, default: 0] &+= change &* weight }
    }
  }

  private static func views(
    in payload: [UInt8]?
  ) throws(CountedDayFault) -> [(recipe: Int64, views: Int64)] {
    var views: [(recipe: Int64, views: Int64)] = []
    guard let payload else { return views }
    try CountedDay.each(in: payload) { recipe, counts in
      views.append((recipe, Int64(counts.views)))
      return false
    }
    return views
  }

  /// Adds other sums.
  public mutating func add(_ other: TrendScores) {
    for (recipe, sum) in other.sums { sums[recipe, default: 0] &+= sum }
  }
}
