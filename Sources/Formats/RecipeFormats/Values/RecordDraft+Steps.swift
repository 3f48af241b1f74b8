import JSONText
import RecipeModel
import RecipeText

extension RecordDraft {
  /// Reads every form of instructions: texts, lists, HowToStep, HowToSection, ItemList, objects
  /// with the keys "0", "1" …, lists in lists, and a text that itself is JSON.
  ///
  /// Of two members that state steps the first that has any counts.
  mutating func readSteps(_ value: JSONElement) -> Bool {
    guard steps.isEmpty else { return false }
    addSteps(value, isAlone: true)
    return !steps.isEmpty
  }

  private mutating func addSteps(_ value: JSONElement, isAlone: Bool) {
    switch value.kind {
    case .string:
      guard let string = value.string else { return }
      if isAlone, addEmbeddedJSON(string) { return }
      let text = cleaner.text(string.bytes)
      if isAlone { steps.add(text: text) } else { steps.add(item: text) }
    case .array:
      let isAlone = isAlone && value.elements.prefix(2).reduce(0) { count, _ in count + 1 } == 1
      for element in inOrder(value) { addSteps(element, isAlone: isAlone) }
    case .object: addStepObject(nodes.resolve(value), isAlone: isAlone)
    case .integer, .double, .bool, .null: break
    }
  }

  private mutating func addStepObject(_ object: JSONElement, isAlone: Bool) {
    let parts = StepParts(object)
    if let item = parts.item {
      addSteps(item, isAlone: isAlone)
    } else if parts.isSection {
      steps.startGroup(parts.name.flatMap { line($0) })
      if let text = parts.text { addSteps(text, isAlone: false) }
      if let children = parts.children, !isEmpty(children) {
        addSteps(children, isAlone: true)
        // A section without children lasts until the next one.
        steps.startGroup(nil)
      }
    } else if !parts.numbered.isEmpty {
      for element in parts.numbered.sorted(by: { $0.number < $1.number }) {
        addSteps(element.value, isAlone: false)
      }
    } else {
      addStep(parts, isAlone: isAlone)
    }
    if let image = parts.image { addStepImages(image) }
  }

  private mutating func addStep(_ parts: StepParts, isAlone: Bool) {
    let name = parts.name.flatMap { line($0) }
    if let text = parts.text.flatMap({ text($0) }) {
      let isNamed = name.map { !StepParts.repeats($0, text) } ?? false
      if let name, isNamed {
        steps.add("\(name)\n\(text)")
      } else if isAlone {
        steps.add(text: text)
      } else {
        steps.add(text)
      }
    } else if let children = parts.children, !isEmpty(children) {
      addSteps(children, isAlone: false)
    } else if let name {
      steps.add(name)
    }
  }

  /// Reads a text that holds JSON, as some programs store their instructions.
  private mutating func addEmbeddedJSON(_ string: JSONString) -> Bool {
    guard let first = string.bytes.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    else { return false }
    let outcome = JSONParser().parse(string.bytes) { root in
      addSteps(root, isAlone: true)
    }
    guard case .success = outcome else { return false }
    return !steps.isEmpty
  }

  /// The elements of a list by their `position`, when all state one.
  private func inOrder(_ list: JSONElement) -> [JSONElement] {
    let elements = Array(list.elements)
    let positions = elements.map { element -> Int64? in
      element.kind == .object ? element.member("position")?.integer : nil
    }
    guard !positions.contains(nil) else { return elements }
    return zip(positions, elements).enumerated().sorted { first, second in
      let (left, right) = (first.element.0 ?? 0, second.element.0 ?? 0)
      return left == right ? first.offset < second.offset : left < right
    }.map(\.element.1)
  }
}

/// The members of a step, section or list item.
private struct StepParts {
  var isSection = false
  var name: JSONElement?
  var text: JSONElement?
  var children: JSONElement?
  var item: JSONElement?
  var image: JSONElement?
  /// The values of the keys "0", "1" … of an array in disguise.
  var numbered: [(number: Int, value: JSONElement)] = []

  init(_ object: JSONElement) {
    var isStep = false
    var isTyped = false
    for (key, value) in object.members {
      switch key {
      case "@type":
        if !isTyped, let type = value.string {
          isTyped = true
          isSection = "HowToSection" ~= type || "ItemList" ~= type
          isStep = "HowToStep" ~= type
        }
      case "name", "title", "heading", "section": name = name.otherwise(value)
      case "text", "description", "instruction", "step", "direction": text = text.otherwise(value)
      case "itemListElement", "steps", "instructions", "directions":
        children = children.otherwise(value)
      case "item": item = item.otherwise(value)
      case "image", "images": image = image.otherwise(value)
      default:
        if let number = Int(key.text), number >= 0 { numbered.append((number, value)) }
      }
    }
    if text == nil, let children, children.kind == .array, !isStep, name != nil {
      isSection = true
    }
    if isSection, item != nil, children != nil { item = nil }
  }

  /// Whether the name of a step adds nothing to its text.
  static func repeats(_ name: String, _ text: String) -> Bool {
    let stem =
      name.hasSuffix("...") ? name.dropLast(3) : name.hasSuffix("…") ? name.dropLast() : name[...]
    if text.lowercased().hasPrefix(stem.lowercased()) { return true }
    let words = name.lowercased().split(separator: " ")
    return words.count <= 2
      && words.allSatisfy { word in
        word == "step" || word == "schritt" || word == "étape"
          || word.utf8.allSatisfy { (0x30...0x3A).contains($0) || $0 == 0x2E }
      }
  }
}
