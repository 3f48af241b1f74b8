/// How many different viewers there are, and how sure that is.
public struct UniqueCount: Sendable, Hashable {
  public var value: Int
  /// The standard error as a share of the value; 0 for what was counted exactly.
  public var error: Double

  public init(_ value: Int, error: Double = 0) {
    self.value = value
    self.error = error
  }

  public static let zero = UniqueCount(0)

  public var isExact: Bool { error == 0 }
}

/// The different viewers of what is added to it, never their sum.
///
/// Exact up to a number of viewers; beyond it a sketch goes on in bounded memory, and says so.
public struct ViewerUnion: Sendable {
  /// Up to how many viewers are counted exactly unless somebody says otherwise.
  public static let exactLimit = 10_000_000

  private let limit: Int
  private var seen = KeySet()
  private var exact = 0
  private var sketch: HyperLogLog?

  public init(exactUpTo limit: Int = exactLimit) {
    precondition(limit >= 0, "a limit is not negative")
    self.limit = limit
  }

  /// Adds a viewer by a positive key.
  @inline(__always)
  public mutating func insert(_ viewer: Int64) {
    if sketch != nil {
      sketch?.insert(viewer)
    } else if seen.insert(viewer) {
      exact += 1
      if exact > limit { startSketch() }
    }
  }

  /// Adds the viewers that a body hands over, by positive keys.
  @inline(__always)
  mutating func insert<Failure: Error>(
    _ body: ((Int64) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    guard sketch == nil else {
      try body { sketch?.insert($0) }
      return
    }
    defer { if exact > limit { startSketch() } }
    try seen.insert(addingNewTo: &exact, body)
  }

  public var count: UniqueCount {
    guard let sketch else { return UniqueCount(exact) }
    return UniqueCount(sketch.estimate, error: HyperLogLog.standardError)
  }

  /// Takes all viewers out, and keeps the room for them.
  public mutating func removeAll() {
    seen.removeAll()
    exact = 0
    sketch = nil
  }

  /// Whether somebody was added; nil once a sketch goes on, which does not know.
  public func contains(_ viewer: Int64) -> Bool? {
    sketch == nil ? seen.contains(viewer) : nil
  }

  /// Adds all viewers of another union.
  public mutating func formUnion(_ other: ViewerUnion) {
    if let sketch = other.sketch {
      if self.sketch == nil { startSketch() }
      self.sketch?.formUnion(sketch)
    } else if sketch != nil {
      other.seen.forEach { sketch?.insert($0) }
    } else {
      exact += seen.formUnion(other.seen)
      if exact > limit { startSketch() }
    }
  }

  private mutating func startSketch() {
    var sketch = HyperLogLog()
    seen.forEach { sketch.insert($0) }
    seen = KeySet()
    self.sketch = sketch
  }
}
