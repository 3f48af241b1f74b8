/// Five levels of a number: none, and four that as many of the others fall into each.
struct HeatScale: Equatable {
  /// The greatest value of each level but the last, which has none.
  private let bounds: [Int]
  private let greatest: Int

  init(_ values: [Int]) {
    let sorted = values.filter { $0 > 0 }.sorted()
    greatest = sorted.last ?? 0
    var bounds: [Int] = []
    if !sorted.isEmpty {
      for quarter in 1...3 {
        let bound = sorted[(sorted.count * quarter + 3) / 4 - 1]
        // Few different values need fewer levels.
        if bound > bounds.last ?? 0, bound < greatest { bounds.append(bound) }
      }
    }
    self.bounds = bounds
  }

  /// The level of a value, from 0 for none to at most 4.
  func level(of value: Int) -> Int {
    guard value > 0 else { return 0 }
    let place = bounds.firstIndex { value <= $0 } ?? bounds.count
    // The highest level is always the darkest.
    return place + 1 + (3 - bounds.count)
  }

  /// The values of each level that there is, from none upwards.
  var ranges: [(level: Int, values: ClosedRange<Int>)] {
    var ranges = [(level: 0, values: 0...0)]
    var low = 1
    for bound in bounds + (greatest > 0 ? [greatest] : []) {
      ranges.append((level(of: bound), low...bound))
      low = bound + 1
    }
    return ranges
  }
}
