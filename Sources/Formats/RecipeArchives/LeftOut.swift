public import PipelineCore

/// Files and members that hold no recipes and were passed over.
public struct LeftOut: Sendable, Equatable {
  /// One of them, and why.
  public struct Item: Sendable, Equatable {
    public var location: SourceLocation
    public var reason: String
  }

  /// How many there were, by reason.
  public private(set) var counts: [String: Int] = [:]
  /// The first of them.
  public private(set) var first: [Item] = []

  /// How many are listed one by one.
  public static let listed = 20

  public init() {}

  public mutating func add(_ location: SourceLocation, reason: String) {
    counts[reason, default: 0] += 1
    if first.count < LeftOut.listed { first.append(Item(location: location, reason: reason)) }
  }

  /// Takes back that something was passed over, once a recipe made use of it.
  public mutating func remove(_ location: SourceLocation, reason: String) {
    guard let count = counts[reason] else { return }
    counts[reason] = count > 1 ? count - 1 : nil
    first.removeAll { $0.location == location }
  }

  /// What they are, the most frequent first, such as `3 × plain text`.
  public var kinds: [String] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
  }
}
