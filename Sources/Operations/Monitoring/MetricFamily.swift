/// Figures of one kind, as Prometheus collects them.
public struct MetricFamily: Sendable, Equatable {
  /// What the figures do over time.
  public enum Kind: String, Sendable, CaseIterable {
    /// They rise and fall.
    case gauge
    /// They rise until they are lost.
    case counter
  }

  /// One figure, told apart from the others of its family by its labels.
  public struct Sample: Sendable, Equatable {
    /// Names and values, in the order that they are written in.
    public var labels: [Label]
    public var value: Double

    public init(_ value: Double, _ labels: Label...) {
      self.labels = labels
      self.value = value
    }
  }

  public struct Label: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      precondition(MetricFamily.isName(name, allowing: []), "\(name) is no name of a label")
      self.name = name
      self.value = value
    }
  }

  /// Letters, digits and underscores, the unit at the end: `levain_store_size_bytes`.
  public var name: String
  public var kind: Kind
  /// What it counts, in one line.
  public var help: String
  public var samples: [Sample]

  public init(_ name: String, _ kind: Kind = .gauge, help: String, _ samples: [Sample]) {
    precondition(MetricFamily.isName(name, allowing: [0x3A]), "\(name) is no name of a metric")
    precondition(
      Set(samples.map(\.labels)).count == samples.count, "two figures of \(name) are the same one")
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  private static func isName(_ text: String, allowing others: [UInt8]) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, !(0x30...0x39).contains(first) else { return false }
    return bytes.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
        || others.contains($0)
    }
  }
}
