/// An event with its verdict, and without its moment: what a day is counted from.
public struct JudgedView: Sendable, Hashable {
  public let recipe: Int64
  /// The viewer's key, or 0, times four, and the verdict.
  fileprivate let code: Int64

  public init(_ event: ViewEvent, _ verdict: ViewRules.Verdict) {
    recipe = event.recipe
    code = event.viewerCode << 2 | Int64(verdict.rawValue)
  }

  /// The viewer's key; 0 for nobody known.
  var viewerCode: Int64 { code >> 2 }

  var verdict: ViewRules.Verdict { ViewRules.Verdict(rawValue: UInt8(code & 3)) ?? .view }
}

extension [JudgedView] {
  /// Sorts by recipe and viewer, in time linear in the number of events.
  public mutating func sortForPacking() {
    guard let first, !isSortedForPacking else { return }
    var (lowest, highest, lastCode) = (first.recipe, first.recipe, first.code)
    for view in self {
      lowest = Swift.min(lowest, view.recipe)
      highest = Swift.max(highest, view.recipe)
      lastCode = Swift.max(lastCode, view.code)
    }
    radixSort(&self, bits: significantBits(from: 0, to: lastCode)) { UInt64($0.code) }
    radixSort(&self, bits: significantBits(from: lowest, to: highest)) {
      UInt64(bitPattern: $0.recipe &- lowest)
    }
  }

  private var isSortedForPacking: Bool {
    for index in indices.dropFirst() {
      let (before, now) = (self[index - 1], self[index])
      if before.recipe > now.recipe { return false }
      if before.recipe == now.recipe, before.viewerCode > now.viewerCode { return false }
    }
    return true
  }
}
