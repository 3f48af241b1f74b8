import JSONText
import RecipeModel
import RecipeText

extension RecordDraft {
  /// The text of a scalar as one line; nil when it is empty or no scalar.
  mutating func line(_ value: JSONElement) -> String? {
    if let string = value.string {
      let line = cleaner.line(string.bytes)
      return line.isEmpty ? nil : line
    }
    return number(value)
  }

  /// A number as text: without a fraction when it has none.
  func number(_ value: JSONElement) -> String? {
    if let integer = value.integer { return String(integer) }
    return value.double.map { $0.description }
  }

  /// The text of a scalar with its lines; nil when it is empty or no scalar.
  mutating func text(_ value: JSONElement) -> String? {
    guard let string = value.string else { return number(value) }
    let text = cleaner.text(string.bytes)
    return text.isEmpty ? nil : text
  }

  /// What a value is called: its text, its `name`, `text`, `@value` …, or its first such element.
  mutating func name(_ value: JSONElement) -> String? {
    switch value.kind {
    case .array:
      for element in value.elements {
        if let name = name(element) { return name }
      }
      return nil
    case .object:
      let node = nodes.resolve(value)
      let candidates = [
        node.member("name"), node.member("text"), node.member("@value"), node.member("value"),
        node.member("title"), node.member("alternateName"),
      ]
      for case let candidate? in candidates {
        if candidate.kind != .object, let name = name(candidate) { return name }
      }
      return nil
    default: return line(value)
    }
  }

  mutating func readTitle(_ value: JSONElement) -> Bool {
    guard body.title.isEmpty, let title = name(value) else { return false }
    body.title = title
    return true
  }

  mutating func readHeadline(_ value: JSONElement, _ name: JSONString) -> Bool {
    guard headline == nil, let title = self.name(value) else { return false }
    headline = JSONMember(name.text, .string(title))
    return true
  }

  mutating func readSummary(_ value: JSONElement) -> Bool {
    guard body.summary == nil else { return false }
    body.summary = text(value) ?? name(value)
    return body.summary != nil
  }

  /// Notes are texts, or objects with a heading and a text.
  mutating func readNotes(_ field: RecipeField, _ value: JSONElement) -> Bool {
    switch value.kind {
    case .array:
      var isTaken = true
      for element in value.elements where !isEmpty(element) {
        isTaken = readNotes(field, element) && isTaken
      }
      return isTaken
    case .object:
      let heading = (value.member("name") ?? value.member("title")).flatMap { line($0) }
      // Comments of strangers are kept as they are; those that the author calls notes are notes.
      if field == .comments, !(heading?.lowercased().contains("note") ?? false) { return false }
      guard let note = (value.member("text") ?? value.member("note")).flatMap({ text($0) }) else {
        return false
      }
      let isNamed = heading.map { !$0.lowercased().contains("note") } ?? false
      body.notes.append(isNamed ? "\(heading ?? "")\n\(note)" : note)
      return true
    case .string:
      guard field == .notes, let note = text(value) else { return false }
      body.notes.append(note)
      return true
    default: return false
    }
  }

  mutating func readEquipment(_ value: JSONElement) -> Bool {
    if value.kind == .array {
      for element in value.elements {
        if let tool = name(element) { body.equipment.append(tool) }
      }
      return true
    }
    guard let list = text(value) ?? name(value) else { return false }
    for line in list.split(whereSeparator: { $0 == "\n" || $0 == "," }) {
      let tool = cleaner.line(String(line))
      if !tool.isEmpty { body.equipment.append(tool) }
    }
    return true
  }

  mutating func readLanguage(_ value: JSONElement) -> Bool {
    guard body.language == nil else { return false }
    if value.kind == .object, let tag = value.member("alternateName").flatMap({ line($0) }) {
      body.language = tag
    } else {
      body.language = name(value)
    }
    return body.language != nil
  }
}
