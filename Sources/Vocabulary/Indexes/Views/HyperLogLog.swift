#if canImport(Glibc)
  import Glibc
#endif

/// An estimate of how many different keys were inserted, in 16 KiB.
///
/// After Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog: the analysis of a near-optimal
/// cardinality estimation algorithm" (2007), with 64-bit hashes, so that no correction for large
/// numbers is needed, and linear counting for small ones. The same keys give the same estimate in
/// whatever order they come.
struct HyperLogLog: Sendable {
  private static let precision: UInt64 = 14
  private static let size = 1 << Int(precision)
  private var registers = [UInt8](repeating: 0, count: size)

  /// 1.04 divided by the root of the number of registers: 0.81 %.
  static let standardError = 1.04 / 128

  mutating func insert(_ key: Int64) {
    let hash = HashMixing.mixed(UInt64(bitPattern: key) &+ 0x9E37_79B9_7F4A_7C15)
    let register = Int(hash >> (64 - HyperLogLog.precision))
    let rest = hash << HyperLogLog.precision | 1 << (HyperLogLog.precision - 1)
    let rank = UInt8(rest.leadingZeroBitCount + 1)
    if rank > registers[register] { registers[register] = rank }
  }

  mutating func formUnion(_ other: HyperLogLog) {
    for index in registers.indices where other.registers[index] > registers[index] {
      registers[index] = other.registers[index]
    }
  }

  var estimate: Int {
    var sum = 0.0
    var empty = 0
    for register in registers {
      sum += 1 / Double(UInt64(1) << UInt64(register))
      if register == 0 { empty += 1 }
    }
    let size = Double(HyperLogLog.size)
    let raw = 0.7213 / (1 + 1.079 / size) * size * size / sum
    if raw <= 2.5 * size, empty > 0 { return Int((size * log(size / Double(empty))).rounded()) }
    return Int(raw.rounded())
  }
}
