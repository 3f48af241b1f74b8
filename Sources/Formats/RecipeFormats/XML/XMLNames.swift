/// The names of one document as elements and attributes bear them: in lower case and without a
/// namespace prefix.
///
/// They are found by where the parser keeps them: each once, in one place, while the parser lives.
struct XMLNames {
  typealias Key = UnsafePointer<UInt8>

  private var slots: [(key: Key, name: String)?] = Array(repeating: nil, count: slotCount)
  private var count = 0

  /// A power of two; no more than half of the slots are filled.
  private static let slotCount = 2048

  /// The name at an address, made when it is met first; of thousands, the later ones are not kept.
  mutating func name(at key: Key) -> String {
    // The upper bits of the product depend on all bits of the address.
    let address = UInt64(UInt(bitPattern: key))
    var slot = Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 40)
    while true {
      slot &= XMLNames.slotCount - 1
      guard let known = slots[slot] else { break }
      if known.key == key { return known.name }
      slot += 1
    }
    let name = String(cString: key).lowercased()
    if count < XMLNames.slotCount / 2 {
      slots[slot] = (key, name)
      count += 1
    }
    return name
  }
}
