extension Sequence<UInt8> {
  /// The first 64 bits of a digest as a number: enough to tell the contents of one store apart
  /// where a whole digest for each of millions would take too much memory.
  var first64Bits: UInt64 { prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
