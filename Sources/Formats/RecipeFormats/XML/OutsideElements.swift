/// What stands beside the records of an XML content: elements that neither are records nor hold any.
///
/// Of elements in elements the outermost counts that holds no record; one without text, attributes
/// and elements says nothing.
struct OutsideElements {
  private struct Open {
    var name: String
    var holdsRecord = false
    var saysAnything: Bool
    /// What it holds beside records, should it hold any.
    var beside: [String: Int] = [:]
  }

  private var open: [Open] = []
  private let passedOver: Set<String>
  /// How many there are by name, as far as their parents have ended.
  private(set) var counts: [String: Int] = [:]

  /// No program has so many; what comes beyond is counted together.
  private static let mostNames = 64

  init(passingOver names: Set<String>) {
    passedOver = names
  }

  mutating func start(_ name: String, hasAttributes: Bool) {
    open.append(Open(name: name, saysAnything: hasAttributes))
  }

  /// Notes text outside of the records.
  mutating func text() {
    if !open.isEmpty { open[open.count - 1].saysAnything = true }
  }

  /// Notes a record, or what records refer to.
  mutating func record() {
    if !open.isEmpty { open[open.count - 1].holdsRecord = true }
  }

  mutating func end() {
    guard let element = open.popLast() else { return }
    if element.holdsRecord {
      for (name, count) in element.beside { OutsideElements.add(count, name, to: &counts) }
      record()
    } else if element.saysAnything, !open.isEmpty {
      open[open.count - 1].saysAnything = true
      guard !passedOver.contains(element.name) else { return }
      OutsideElements.add(1, element.name, to: &open[open.count - 1].beside)
    }
  }

  private static func add(_ count: Int, _ name: String, to counts: inout [String: Int]) {
    let isFull = counts.count >= mostNames && counts[name] == nil
    counts[isFull ? "other elements" : name, default: 0] += count
  }
}
