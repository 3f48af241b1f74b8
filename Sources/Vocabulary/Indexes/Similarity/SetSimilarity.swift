/// How alike two sets are, whose elements are listed in ascending order, each once.
public enum SetSimilarity {
  /// How many elements both sets have.
  public static func common<Element: Comparable>(
    _ first: some RandomAccessCollection<Element>, _ second: some RandomAccessCollection<Element>
  ) -> Int {
    var count = 0
    var (a, b) = (first.startIndex, second.startIndex)
    while a < first.endIndex, b < second.endIndex {
      if first[a] == second[b] {
        count += 1
        first.formIndex(after: &a)
        second.formIndex(after: &b)
      } else if first[a] < second[b] {
        first.formIndex(after: &a)
      } else {
        second.formIndex(after: &b)
      }
    }
    return count
  }

  /// The share of common elements in all elements; 0 for two empty sets.
  public static func jaccard<Element: Comparable>(
    _ first: some RandomAccessCollection<Element>, _ second: some RandomAccessCollection<Element>
  ) -> Double {
    let common = common(first, second)
    let all = first.count + second.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }

  /// The share of common elements in the mean of both counts; 0 for two empty sets.
  public static func dice<Element: Comparable>(
    _ first: some RandomAccessCollection<Element>, _ second: some RandomAccessCollection<Element>
  ) -> Double {
    let sum = first.count + second.count
    return sum == 0 ? 0 : 2 * Double(common(first, second)) / Double(sum)
  }
}
