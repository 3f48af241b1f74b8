/// A piece of a Cooklang step.
enum CooklangPiece: Equatable {
  case text(String)
  case ingredient(CooklangComponent)
  case cookware(CooklangComponent)
  case timer(CooklangComponent)
}

/// What stands behind `@`, `#` or `~`.
struct CooklangComponent: Equatable {
  var name: String
  /// The name that the text shows instead; from `@name|alias{}`.
  var alias: String?
  /// The amount as stated, spaces around it left out; nil when there is none.
  var quantity: String?
  var unit: String?
  /// What stands in parentheses behind the braces.
  var note: String?
  /// The marks between the sign and the name: `?` optional, `-` hidden, `&` mentioned before, `@`
  /// another recipe, `+` new.
  var modifiers: Set<Character> = []

  var isOptional: Bool { modifiers.contains("?") }
}

/// Parses the text of one step into its pieces, after the Cooklang specification.
struct CooklangStep {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var pieces: [CooklangPiece] = []
  private var text = String.UnicodeScalarView()

  /// The pieces of a step without comments, in order.
  static func pieces(of step: String) -> [CooklangPiece] {
    var parser = CooklangStep(step)
    parser.run()
    return parser.pieces
  }

  private init(_ step: String) {
    scalars = Array(step.unicodeScalars)
  }

  private mutating func run() {
    while position < scalars.count {
      let sign = scalars[position]
      if sign == "@" || sign == "#" || sign == "~", !isAmidWord, let found = component(sign) {
        closeText()
        switch sign {
        case "@": pieces.append(.ingredient(found))
        case "#": pieces.append(.cookware(found))
        default: pieces.append(.timer(found))
        }
      } else {
        text.append(sign)
        position += 1
      }
    }
    closeText()
  }

  private mutating func closeText() {
    if !text.isEmpty { pieces.append(.text(String(text))) }
    text = String.UnicodeScalarView()
  }

  /// Whether the sign belongs to a word, as in an address.
  private var isAmidWord: Bool {
    position > 0 && scalars[position - 1].properties.isAlphabetic
      && !scalars[position - 1].properties.isEmoji
  }

  /// Reads a component; nil, with nothing taken, when the sign is just a sign.
  private mutating func component(_ sign: Unicode.Scalar) -> CooklangComponent? {
    var start = position + 1
    var modifiers: Set<Character> = []
    while start < scalars.count, sign != "~", "?&-+@".unicodeScalars.contains(scalars[start]),
      !modifiers.contains(Character(scalars[start]))
    {
      modifiers.insert(Character(scalars[start]))
      start += 1
    }
    guard start < scalars.count else { return nil }
    var component: CooklangComponent
    if let brace = openingBrace(from: start, sign),
      let close = scalars[brace...].firstIndex(of: "}")
    {
      component = CooklangComponent(name: string(start..<brace))
      (component.quantity, component.unit) = amount(brace + 1..<close)
      position = close + 1
      component.note = note()
    } else {
      let end = scalars[start...].firstIndex(where: CooklangStep.endsWord) ?? scalars.count
      guard end > start else { return nil }
      component = CooklangComponent(name: string(start..<end))
      position = end
    }
    component.modifiers = modifiers
    if let bar = component.name.firstIndex(of: "|") {
      component.alias = String(component.name[component.name.index(after: bar)...])
      component.name = String(component.name[..<bar])
    }
    return component
  }

  /// The brace that ends a name of any number of words; nil when another component comes first.
  private func openingBrace(from start: Int, _ sign: Unicode.Scalar) -> Int? {
    if scalars[start] == "{" { return sign == "~" ? start : nil }
    guard !scalars[start].properties.isWhitespace else { return nil }
    for index in start..<scalars.count {
      switch scalars[index] {
      case "{": return index
      case "@", "#", "~", "}": return nil
      case ".", "!", "?", ";":
        // A name does not reach into the next sentence.
        let isEnd = index + 1 < scalars.count && scalars[index + 1].properties.isWhitespace
        if isEnd, index > start { return nil }
      default: break
      }
    }
    return nil
  }

  private func amount(_ range: Range<Int>) -> (quantity: String?, unit: String?) {
    let parts = scalars[range].split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    var quantity = parts.first.map(CooklangStep.trimmed) ?? ""
    // An amount that does not grow with the servings.
    if quantity.hasPrefix("=") {
      quantity = CooklangStep.trimmed(quantity.dropFirst().unicodeScalars)
    }
    let unit = parts.count > 1 ? CooklangStep.trimmed(parts[1]) : ""
    return (quantity.isEmpty ? nil : quantity, unit.isEmpty ? nil : unit)
  }

  /// Takes the parentheses that follow at once.
  private mutating func note() -> String? {
    guard position < scalars.count, scalars[position] == "(",
      let close = scalars[position...].firstIndex(of: ")")
    else { return nil }
    let note = string(position + 1..<close)
    position = close + 1
    return note.isEmpty ? nil : note
  }

  private func string(_ range: Range<Int>) -> String {
    CooklangStep.trimmed(scalars[range])
  }

  private static func trimmed(_ scalars: some BidirectionalCollection<Unicode.Scalar>) -> String {
    let front = scalars.drop { $0.properties.isWhitespace }
    guard let last = front.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(String.UnicodeScalarView(front[...last]))
  }

  /// White space and punctuation of any script end a name of one word.
  private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: scalar.properties.isWhitespace || scalar == "{" || scalar == "}"
    }
  }
}
