/// Changes to a sequence of bytes: some overwritten, some cut out.
struct ByteEdits {
  private(set) var bytes: [UInt8]
  /// In the order of their places, apart from each other.
  private var cuts: [Range<Int>] = []
  private var isChanged = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func overwrite(_ range: Range<Int>, with replacement: [UInt8]) {
    precondition(range.count == replacement.count, "what is overwritten keeps its length")
    guard !bytes[range].elementsEqual(replacement) else { return }
    bytes.replaceSubrange(range, with: replacement)
    isChanged = true
  }

  /// Cuts a range out, which begins where the last one ended or later.
  mutating func cut(_ range: Range<Int>) {
    precondition(cuts.last.map { $0.upperBound <= range.lowerBound } ?? true, "cuts are in order")
    cuts.append(range)
    isChanged = true
  }

  /// How many bytes were cut out.
  var cutCount: Int { cuts.reduce(0) { $0 + $1.count } }

  /// The edited bytes; nil when nothing was changed.
  var result: [UInt8]? {
    guard isChanged else { return nil }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count - cutCount)
    var start = 0
    for cut in cuts {
      kept += bytes[start..<cut.lowerBound]
      start = cut.upperBound
    }
    return kept + bytes[start...]
  }
}
