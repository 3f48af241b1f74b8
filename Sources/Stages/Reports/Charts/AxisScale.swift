/// A scale from zero in round steps.
struct AxisScale: Equatable {
  /// One, two or five times a power of ten.
  var step: Int
  /// The top of the scale: a multiple of the step, at least the greatest value.
  var top: Int

  /// Makes the scale for values up to `greatest` with at most `intervals` steps.
  init(greatest: Int, intervals: Int) {
    let greatest = max(greatest, 1)
    var step = 1
    var next = [2, 5, 10]
    while (greatest + step - 1) / step > intervals {
      step = next[0]
      next = Array(next.dropFirst()) + [next[0] * 10]
    }
    self.step = step
    top = (greatest + step - 1) / step * step
  }

  var ticks: [Int] { Array(stride(from: 0, through: top, by: step)) }

  /// Where a value lies on a length, from its zero end.
  func position(of value: Double, along length: Double) -> Double {
    value / Double(top) * length
  }
}
