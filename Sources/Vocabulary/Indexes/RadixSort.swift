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
  let mask = UInt64(1) << UInt64(digitBits) - 1
  var scratch = elements
  var starts = [Int](repeating: 0, count: 1 << digitBits)
  for shift in stride(from: UInt64(0), to: UInt64(bits), by: digitBits) {
    for index in starts.indices { starts[index] = 0 }
    for element in elements { starts[Int(key(element) >> shift & mask)] += 1 }
    if starts.contains(elements.count) { continue }
    var next = 0
    for index in starts.indices {
      let count = starts[index]
      starts[index] = next
      next += count
    }
    scratch.withUnsafeMutableBufferPointer { target in
      starts.withUnsafeMutableBufferPointer { starts in
        for element in elements {
          let digit = Int(key(element) >> shift & mask)
          target[starts[digit]] = element
          starts[digit] += 1
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
