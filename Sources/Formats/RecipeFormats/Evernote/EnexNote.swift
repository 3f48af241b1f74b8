import PipelineCore
import RecipeModel
import RecipeText

/// One `note` element of Evernote, mapped.
struct EnexNote {
  private let place: XMLRecordPlace
  private var draft = RecordDraft()
  private var resources = EnexResources()
  private var content: XMLElement?

  init(_ place: XMLRecordPlace) {
    self.place = place
  }

  /// Reads the element: its recipes, which a page may hold several of, or a rejection, or nothing.
  mutating func read(_ note: XMLElement, limits: ReaderLimits) -> [ReadElement] {
    for part in note.children { readPart(part) }
    let page: HTMLPage
    do throws(ReadFault) {
      page = try contentPage(limits)
    } catch {
      return [place.rejection(.malformedText, "the content of the note cannot be read")]
    }
    if page.isTooLarge {
      return [place.rejection(.tooLarge, limits.exceeded(by: "content of the note"))]
    }
    if page.endsAmid { draft.warn(.repairedText, "content") }
    readPictures(page.tree)
    let marked = markedUp(page.tree)
    if !marked.isEmpty { return marked }
    return readLines(page.tree).map { [$0] } ?? []
  }

  // MARK: - The note

  private mutating func readPart(_ part: XMLElement) {
    switch part.name {
    case "title": draft.body.title = draft.line(part) ?? ""
    case "content": content = part
    case "created": readMoment(.createdAt, part)
    case "updated": readMoment(.updatedAt, part)
    case "tag": if let tag = draft.line(part) { draft.tags.add(tag) }
    case "resource": resources.add(part, into: &draft)
    case "note-attributes":
      for attribute in part.children { readAttribute(attribute) }
    default: draft.keep(part)
    }
  }

  private mutating func readAttribute(_ attribute: XMLElement) {
    switch attribute.name {
    case "source-url":
      if let address = draft.line(attribute) {
        draft.take("source-url", address, as: \.body.credit.url)
      }
    case "author":
      // Evernote names the account of whoever wrote the note, which may be an address of theirs.
      guard let author = draft.line(attribute) else { return }
      if author.contains("@") { return draft.warn(.leftOut, "author") }
      draft.take("author", author, as: \.body.credit.author)
    case "latitude", "longitude", "altitude", "place-name":
      // Where somebody was when they wrote it, which a recipe has no need to tell.
      draft.warn(.leftOut, attribute.name)
    case "source", "source-application", "application-data", "reminder-order", "reminder-time",
      "reminder-done-time":
      break
    default: draft.keep(attribute)
    }
  }

  /// Reads `20240131T120000Z`, and moments in any form that others write.
  private mutating func readMoment(_ field: RecipeField, _ part: XMLElement) {
    guard let stated = draft.line(part) else { return }
    draft.read(field, part.name, stated: EnexNote.extended(stated))
  }

  /// The basic form of ISO 8601 in its extended form; anything else as it is.
  private static func extended(_ moment: String) -> String {
    let bytes = Array(moment.utf8)
    guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T") else { return moment }
    let digits = bytes[..<8] + bytes[9..<15]
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return moment }
    let parts = [0..<4, 4..<6, 6..<8, 9..<11, 11..<13, 13..<15].map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    let zone = String(decoding: bytes[15...], as: UTF8.self)
    return "\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])\(zone)"
  }

  // MARK: - Content

  /// The content as a page below the note's title, whether it is text that holds XHTML, elements,
  /// or bare text.
  private func contentPage(_ limits: ReaderLimits) throws(ReadFault) -> HTMLPage {
    var bytes = Array(XMLElement("title", text: draft.body.title).markup)
    bytes += "<\(NoteLines.frame)>".utf8
    if let content {
      if content.children.isEmpty {
        let text = content.text
        let isMarkup = text.utf8.contains(UInt8(ascii: "<"))
        bytes += isMarkup ? text.utf8[...] : "<pre>\(text)</pre>".utf8[...]
      } else {
        for child in content.children { bytes += child.markup }
      }
    }
    bytes += "</\(NoteLines.frame)>".utf8
    return try HTMLPage.read(MemoryByteSource(bytes), at: place.location, limits: limits)
  }

  /// The pictures in the order of the text, then those that it does not show; other files are named.
  private mutating func readPictures(_ tree: HTMLTree) {
    var pictures: Set<String> = []
    for element in tree.elements {
      switch element.name {
      case "en-media":
        guard element.attribute("type")?.lowercased().hasPrefix("image/") ?? true else { continue }
        if let file = resources.file(shownBy: element) {
          add(.embedded(file.bytes))
          pictures.insert(element.attribute("hash")?.lowercased() ?? "")
        } else {
          draft.warn(.missingImage, "en-media")
        }
      case "img":
        // A picture that is written into the text itself is not kept by the tree.
        if element.attribute("src") == nil {
          draft.warn(.unreadableImage, "img")
        } else {
          draft.addImage(element)
        }
      case "en-crypt": draft.warn(.unreadableValue, "en-crypt")
      default: break
      }
    }
    for (digest, file) in resources.files where !pictures.contains(digest) {
      if file.type.hasPrefix("image/") {
        add(.embedded(file.bytes))
      } else {
        draft.warn(.leftOut, "resource")
        draft.keep("resource", file.name ?? file.type)
      }
    }
    if resources.unreadable > 0 { draft.warn(.unreadableImage, "resource") }
  }

  private mutating func add(_ image: RecordImage) {
    if !draft.images.contains(image) { draft.images.append(image) }
  }

  // MARK: - Recipes

  /// The recipes that the clipped page marks up, with what the note says of them.
  private mutating func markedUp(_ tree: HTMLTree) -> [ReadElement] {
    var elements: [ReadElement] = []
    var rejections: [Rejection] = []
    for element in PageRecipes(tree, at: place.location).elements {
      if case .rejected(let rejection) = element { rejections.append(rejection) }
      guard case .record(var record, _) = element else { continue }
      guard !record.body.ingredients.isEmpty || !record.body.steps.isEmpty else { continue }
      let digest = RecordDigest.of([place.digest, record.sourceDigest], [])
      var note = self.draft
      if note.body.title != record.body.title { note.keep("title", note.body.title) }
      let noted = note.record(digest: digest)
      record.fillGaps(from: noted)
      record.tags += noted.tags.filter { !record.tags.contains($0) }
      record.images = noted.images + record.images.filter { !noted.images.contains($0) }
      record.createdAt = noted.createdAt ?? record.createdAt
      record.updatedAt = noted.updatedAt ?? record.updatedAt
      record.warnings += noted.warnings.filter {
        ![.missingIngredients, .missingSteps].contains($0.code)
      }
      record.sourceDigest = digest
      elements.append(.record(record, at: place.location))
    }
    // Without a recipe its lines are read, which are what was rejected, or more than that.
    guard !elements.isEmpty else { return [] }
    return elements
      + rejections.map { .rejected(Rejection($0.code, $0.message, at: place.location)) }
  }

  /// The recipe that the lines of the note look like; nil when they look like none.
  private mutating func readLines(_ tree: HTMLTree) -> ReadElement? {
    var text = NoteLines(tree, cleaner: &draft.cleaner)
    text.drop(title: draft.body.title)
    guard let draft = PlainTextRecipe.draft(text.lines, onto: draft) else { return nil }
    return draft.finish(place)
  }
}
