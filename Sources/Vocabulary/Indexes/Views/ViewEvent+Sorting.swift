import RecipeModel

extension [ViewEvent] {
  /// Sorts by recipe, viewer and moment, in time linear in the number of events.
  ///
  /// Events in order of time, and sorted days one after the other, are the cheapest input: the
  /// moments of one viewer on one recipe are in order already.
  public mutating func sortForCounting() {
    if isSortedForCounting { return }
    sortByViewerAndRecipe()
    if isSortedForCounting { return }
    let lowest = reduce(Int64.max) { Swift.min($0, $1.stamp) }
    let highest = reduce(Int64.min) { Swift.max($0, $1.stamp) }
    radixSort(&self, bits: significantBits(from: lowest, to: highest)) {
      UInt64(bitPattern: $0.stamp &- lowest)
    }
    sortByViewerAndRecipe()
  }

  var isSortedForCounting: Bool {
    for index in indices.dropFirst() where self[index] < self[index - 1] { return false }
    return true
  }

  private mutating func sortByViewerAndRecipe() {
    guard let first else { return }
    var (lowest, highest, lastViewer) = (first.recipe, first.recipe, first.viewerCode)
    for event in self {
      lowest = Swift.min(lowest, event.recipe)
      highest = Swift.max(highest, event.recipe)
      lastViewer = Swift.max(lastViewer, event.viewerCode)
    }
    radixSort(&self, bits: significantBits(from: 0, to: lastViewer)) { UInt64($0.viewerCode) }
    radixSort(&self, bits: significantBits(from: lowest, to: highest)) {
      UInt64(bitPattern: $0.recipe &- lowest)
    }
  }
}
