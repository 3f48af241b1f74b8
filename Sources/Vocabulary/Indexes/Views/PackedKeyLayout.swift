/// What a view is counted under.
struct ViewKey: Comparable {
  var subject: Int64
  var period: Int32
  /// 0 for an anonymous view.
  var viewerCode: Int64

  static func < (first: ViewKey, second: ViewKey) -> Bool {
    (first.subject, first.period, first.viewerCode)
      < (second.subject, second.period, second.viewerCode)
  }
}

/// The smallest and the largest value of each column of some view keys.
struct ViewKeyBounds {
  private(set) var lowest: ViewKey
  private(set) var highest: ViewKey
  /// How many keys there are.
  private(set) var count = 1

  init(_ key: ViewKey) {
    lowest = key
    highest = key
  }

  mutating func extend(to key: ViewKey) {
    lowest.subject = min(lowest.subject, key.subject)
    highest.subject = max(highest.subject, key.subject)
    lowest.period = min(lowest.period, key.period)
    highest.period = max(highest.period, key.period)
    highest.viewerCode = max(highest.viewerCode, key.viewerCode)
    count += 1
  }
}

/// How view keys are written in 64 bits so that they sort as they should.
///
/// Subject and period are written as distances from the smallest one, each in as many bits as the
/// largest one takes.
struct PackedKeyLayout {
  private let lowestSubject: Int64
  private let lowestPeriod: Int32
  private let viewerBits: UInt64
  private let periodBits: UInt64
  /// How many bits a packed key takes, at most 64.
  let bits: Int

  /// Makes a layout for the keys within the bounds; nil when they lie too far apart.
  init?(_ bounds: ViewKeyBounds) {
    let (lowest, highest) = (bounds.lowest, bounds.highest)
    let viewerBits = significantBits(from: 0, to: highest.viewerCode)
    let periodBits = significantBits(from: Int64(lowest.period), to: Int64(highest.period))
    bits =
      significantBits(from: lowest.subject, to: highest.subject) + periodBits + viewerBits
    guard bits <= UInt64.bitWidth else { return nil }
    self.viewerBits = UInt64(viewerBits)
    self.periodBits = UInt64(periodBits)
    lowestSubject = lowest.subject
    lowestPeriod = lowest.period
  }

  func pack(_ key: ViewKey) -> UInt64 {
    let subject = UInt64(bitPattern: key.subject &- lowestSubject)
    let period = UInt64(bitPattern: Int64(key.period) - Int64(lowestPeriod))
    return (subject << periodBits | period) << viewerBits | UInt64(key.viewerCode)
  }

  func unpack(_ packed: UInt64) -> ViewKey {
    let place = packed >> viewerBits
    return ViewKey(
      subject: lowestSubject &+ Int64(bitPattern: place >> periodBits),
      period: Int32(Int64(lowestPeriod) + Int64(bitPattern: place & mask(periodBits))),
      viewerCode: Int64(bitPattern: packed & mask(viewerBits)))
  }

  private func mask(_ bits: UInt64) -> UInt64 { (1 as UInt64) << bits &- 1 }
}
