/// Sorts elements by an unsigned key, stably, in time linear in their number.
///
/// Keys below `1 << bits` are compared digit by digit from the least significant one, so sorting
/// by several columns is sorting by the last column first. Takes a second array of the same size.
func radixSort<Element>(
  _ elements: inout [Element], bits: Int, by key: (Element) -> UInt64
) {
  guard elements.count > 1, bits > 0 else { return }
  // 11 bits: the 2,048 write positions fit in the first-level cache, and 64 bits take six passes.
  let digitBits = 11
  let shifts = Array(stride(from: UInt64(0), to: UInt64(bits), by: digitBits))
  let mask = UInt64(1) << UInt64(digitBits) - 1
  let digits = 1 << digitBits
  var starts = [Int](repeating: 0, count: digits * shifts.count)
  elements.withUnsafeBufferPointer { source in
    starts.withUnsafeMutableBufferPointer { starts in
      for element in source {
        let key = key(element)
        for (pass, shift) in shifts.enumerated() {
          starts[pass * digits + Int(key >> shift & mask)] += 1
        }
      }
    }
  }
  var scratch = elements
  for (pass, shift) in shifts.enumerated() {
    let range = pass * digits..<(pass + 1) * digits
    // All in one place: the pass would move nothing.
    if starts[range].contains(elements.count) { continue }
    var next = 0
    for index in range {
      let count = starts[index]
      starts[index] = next
      next += count
    }
    elements.withUnsafeBufferPointer { source in
      scratch.withUnsafeMutableBufferPointer { target in
        starts.withUnsafeMutableBufferPointer { starts in
          for element in source {
            let slot = range.lowerBound + Int(key(element) >> shift & mask)
            target[starts[slot]] = element
            starts[slot] += 1
          }
        }
      }
    }
    swap(&elements, &scratch)
  }
}

/// How many bits it takes to write the distance between two keys.
func significantBits(from lowest: Int64, to highest: Int64) -> Int {
  UInt64.bitWidth - UInt64(bitPattern: highest &- lowest).leadingZeroBitCount
}
