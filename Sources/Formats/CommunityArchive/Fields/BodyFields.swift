public import ArchiveRecords
import JSONText
import RecipeCoding
public import RecipeModel

// A body travels as its canonical JSON, and beside it, for whoever reads lines with other tools,
// as a title and as Markdown. What is read back is the JSON; without it, the Markdown.

extension JSONFieldReader {
  /// The canonical JSON of a body, coded again so that its digests are this program's own.
  mutating func body(_ name: StaticString) throws(FieldFault) -> ArchivedBody {
    guard let body = try optionalBody(name) else { throw fault(.missing, name) }
    return ArchivedBody(body)
  }

  /// `title`, `content` and `body` of a recipe; one of the last two may be missing.
  mutating func recipeBody() throws(FieldFault) -> RecipeBody {
    let (title, content) = (try string("title"), try string("content"))
    let body = try optionalBody("body")
    return try resolve(title: title, content: content, body: body, titleName: "title")
  }

  /// `proposedTitle`, `proposedContent` and `proposedBody`.
  mutating func proposedBody() throws(FieldFault) -> ArchivedBody {
    let (title, content) = (try string("proposedTitle"), try string("proposedContent"))
    let body = try optionalBody("proposedBody")
    return ArchivedBody(
      try resolve(title: title, content: content, body: body, titleName: "proposedTitle"))
  }

  private mutating func optionalBody(_ name: StaticString) throws(FieldFault) -> RecipeBody? {
    guard let member = optional(name) else { return nil }
    return try RecipeBody(member, pointer: "\(pointer)/\(name)")
  }

  private func resolve(
    title: String?, content: String?, body: RecipeBody?, titleName: StaticString
  ) throws(FieldFault) -> RecipeBody {
    if let body {
      guard title == nil || title == body.title else { throw fault(.invalid, titleName) }
      return body
    }
    guard let title else { throw fault(.missing, titleName) }
    guard title.contains(where: { !$0.isWhitespace }) else { throw fault(.invalid, titleName) }
    return RecipeBody(title: title, paragraphs: content ?? "")
  }
}

extension JSONWriter {
  mutating func member(_ name: String, body: ArchivedBody) {
    member(name, json: body.json)
  }

  mutating func recipeBody(_ body: ArchivedBody) {
    member("title", body.title)
    member("content", body.markdown)
    member("body", body: body)
  }

  mutating func proposedBody(_ body: ArchivedBody) {
    member("proposedTitle", body.title)
    member("proposedContent", body.markdown)
    member("proposedBody", body: body)
  }
}

extension ArchivedBody {
  /// Codes a body.
  public init(_ body: RecipeBody) {
    var coder = BodyCoder()
    let coded = coder.code(body)
    self.init(
      title: coded.title, json: coded.json, digest: coded.digest,
      contentDigest: coded.contentDigest)
  }

  /// The body as Markdown; nil when the JSON is not that of a body.
  fileprivate var markdown: String? {
    json.withUnsafeBufferPointer { RecipeBody(json: $0) }?.markdown
  }
}

extension RecipeBody {
  /// A body of which only a text is known: its paragraphs become the steps.
  fileprivate init(title: String, paragraphs text: String) {
    var text = text
    let steps = text.withUTF8 { Paragraphs.of($0) }
    self.init(title: title, steps: steps.isEmpty ? [] : [StepGroup(steps: steps)])
  }
}
