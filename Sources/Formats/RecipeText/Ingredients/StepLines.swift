public import RecipeModel

/// Steps, gathered below the headings that stand among them.
public struct StepLines: Sendable {
  private var groups: [StepGroup] = []
  private var current = StepGroup(steps: [])

  public init() {}

  /// Whether no step was added yet.
  public var isEmpty: Bool { groups.isEmpty && current.steps.isEmpty }

  /// Adds a clean step as it is; empty ones are passed over.
  public mutating func add(_ step: String) {
    if !step.isEmpty { current.steps.append(step) }
  }

  /// Starts a group; steps go below this heading from here on.
  public mutating func startGroup(_ name: String?) {
    closeGroup()
    current = StepGroup(name: name, steps: [])
  }

  /// Adds one clean element of a list: its number goes, and a heading starts a group.
  public mutating func add(item: String) {
    if let heading = HeadingLine.heading(item) {
      startGroup(heading)
    } else {
      add(StepLines.withoutNumber(item))
    }
  }

  /// Adds a clean text with one step a line: numbers before steps go, headings start groups.
  public mutating func add(text: String) {
    let lines = TextLines(text)
    for line in lines.lines {
      if let heading = HeadingLine.heading(line) {
        startGroup(heading)
      } else if lines.hasLowerCase, HeadingLine.isInCapitals(line) {
        startGroup(line)
      } else {
        add(StepLines.withoutNumber(line))
      }
    }
  }

  /// The groups in order; a heading without steps is kept as a step of its own.
  public consuming func finish() -> [StepGroup] {
    closeGroup()
    return groups
  }

  private mutating func closeGroup() {
    if !current.steps.isEmpty {
      groups.append(current)
    } else if let name = current.name {
      if groups.isEmpty {
        groups.append(StepGroup(steps: [name]))
      } else {
        groups[groups.count - 1].steps.append(name)
      }
    }
    current = StepGroup(steps: [])
  }

  /// Takes `1.`, `2)`, `Step 3:` or a bullet off the front; the line itself when nothing is left.
  static func withoutNumber(_ line: String) -> String {
    var copy = line
    return copy.withUTF8 { bytes in
      var scanner = ByteScanner(bytes)
      let hasWord = scanner.skip("step ") || scanner.skip("schritt ") || scanner.skip("étape ")
      let digits = scanner.position
      while Byte.isDigit(scanner.peek()), scanner.position - digits < 3 { scanner.position += 1 }
      let isNumbered = scanner.position > digits
      let mark = scanner.peek()
      let isMarked =
        isNumbered
        ? mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") || mark == UInt8(ascii: ":")
        : !hasWord && (mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*"))
      guard isMarked else { return line }
      scanner.position += 1
      guard scanner.peek() == Byte.space || (isNumbered && Byte.isLetter(scanner.peek())) else {
        return line
      }
      let rest = bytes.part(scanner.position..<bytes.count).trimmed()
      return rest.isEmpty ? line : rest.string
    }
  }
}
