import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// What the readers of XML formats share.
extension RecordDraft {
  /// The text of an element as one line; nil when it is missing or empty.
  mutating func line(_ element: XMLElement?) -> String? {
    guard let element else { return nil }
    let line = element.withText { cleaner.line($0) }
    return line.isEmpty ? nil : line
  }

  /// The text of an element with its lines; nil when it is missing or empty.
  mutating func text(_ element: XMLElement?) -> String? {
    guard let element else { return nil }
    let text = element.withText { cleaner.text($0) }
    return text.isEmpty ? nil : text
  }

  /// An attribute as one line; nil when it is missing or empty.
  mutating func line(_ attribute: String, of element: XMLElement) -> String? {
    let line = element.withAttribute(attribute) { cleaner.line($0) }
    return line.flatMap { $0.isEmpty ? nil : $0 }
  }

  mutating func line(stated: String) -> String? {
    let line = cleaner.line(stated)
    return line.isEmpty ? nil : line
  }

  /// Reads a time as stated; one of no minutes means that it is not known.
  mutating func readTime(_ field: RecipeField, _ stated: String?, named name: String) {
    guard let span = stated.flatMap(DurationText.span(_:)), span.minutes != 0 else { return }
    if span.minutes == nil { warn(.unreadableValue, name) }
    switch field {
    case .preparationTime where body.times.preparation == nil: body.times.preparation = span
    case .cookingTime where body.times.cooking == nil: body.times.cooking = span
    case .totalTime where body.times.total == nil: body.times.total = span
    default: extras.append(JSONMember(name, .string(span.text)))
    }
  }

  /// Reads how many servings a recipe makes; 0 means that it is not known.
  mutating func readServings(_ stated: String) {
    guard QuantityText.whole(stated) != nil else {
      body.yield = YieldText.yield(stated)
      return
    }
    let yield = YieldText.yield("\(stated) servings")
    if yield?.amount != nil { body.yield = yield }
  }

  /// Adds a note below a heading that says what it is about.
  mutating func addNote(_ heading: String, _ element: XMLElement) {
    if let note = text(element) { body.notes.append("\(heading)\n\(note)") }
  }

  /// Adds a note.
  mutating func addNote(_ element: XMLElement) {
    if let note = text(element) { body.notes.append(note) }
  }

  /// Adds the notes and descriptions of a part of the recipe.
  mutating func addNotes(of element: XMLElement) {
    for name in ["note", "description"] { element.children(name).forEach { addNote($0) } }
  }

  /// Credits a source, as the address that it may be.
  mutating func readSource(_ stated: String) {
    if stated.isAddress, body.credit.url == nil {
      body.credit.url = stated
    } else {
      body.credit.source = body.credit.source.map { "\($0), \(stated)" } ?? stated
    }
  }

  /// Adds a picture that is written as Base64.
  mutating func addImage(base64 text: String, named name: String) {
    var text = text
    guard let bytes = text.withUTF8({ Base64.decode($0) }) else {
      warn(.unreadableImage, name)
      return
    }
    if !bytes.isEmpty, !images.contains(.embedded(bytes)) { images.append(.embedded(bytes)) }
  }

  /// Keeps an element that the model has no field for.
  mutating func keep(_ element: XMLElement) {
    guard let value = value(of: element) else { return }
    extras.append(JSONMember(element.name, value))
  }

  /// Keeps the text of an element that the model has no field for.
  mutating func keep(textOf element: XMLElement) {
    if let text = text(element) { extras.append(JSONMember(element.name, .string(text))) }
  }

  /// Keeps the attributes that are not among the given ones.
  mutating func keepAttributes(of element: XMLElement, but read: [String]) {
    for (name, stated) in element.attributes where !read.contains(name) {
      if let stated = line(stated: stated) { extras.append(JSONMember(name, .string(stated))) }
    }
  }

  /// An element as JSON: its text, or an object of its attributes, elements and text.
  private mutating func value(of element: XMLElement) -> JSONValue? {
    let children = element.children
    if children.isEmpty, !element.hasAttributes { return text(element).map(JSONValue.string) }
    var members: [JSONMember] = []
    for (name, stated) in element.attributes {
      if let stated = line(stated: stated) { members.append(JSONMember(name, .string(stated))) }
    }
    for child in children {
      guard let value = value(of: child) else { continue }
      if let index = members.firstIndex(where: { $0.name == child.name }) {
        members[index].value = RecordDraft.joined(members[index].value, value)
      } else {
        members.append(JSONMember(child.name, value))
      }
    }
    if children.isEmpty, let text = text(element) {
      members.append(JSONMember("text", .string(text)))
    }
    return members.isEmpty ? nil : .object(members)
  }

  private static func joined(_ first: JSONValue, _ second: JSONValue) -> JSONValue {
    if case .array(let values) = first { return .array(values + [second]) }
    return .array([first, second])
  }

  /// Closes the draft: a record, or the rejection of a recipe without a title.
  ///
  /// `steps` is what the format calls them, for the warning that there are none.
  consuming func finish(_ place: XMLRecordPlace, stepsNamed steps: String = "steps") -> ReadElement
  {
    guard !body.title.isEmpty else {
      return place.rejection(.missingTitle, Rejection.Code.missingTitle.meaning)
    }
    if cleaner.takeDroppedMarkup() { warn(.droppedMarkup, "recipe") }
    return .record(record(digest: place.digest, stepsNamed: steps), at: place.location)
  }
}
