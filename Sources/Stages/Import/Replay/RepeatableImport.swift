import CommunityRules
import JSONText
import RecipeFormats
public import RecipeModel
public import Store

/// How an import was asked for, besides by whom and into what: kept with its run as JSON, so that it
/// can be done again.
public struct RepeatableImport: Sendable {
  /// The version of the JSON's form; another one is not read.
  private static let version: Int64 = 1

  private let request: ImportRequest

  /// The settings of an import that begins.
  init(of request: ImportRequest) {
    self.request = request
  }

  /// Reads settings that were kept; nil for those of a version that this program does not know.
  ///
  /// Who the authors are has to be asked again, by `authors`.
  public init?(json: String) {
    let bytes = Array(json.utf8)
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      JSONParser().parse(buffer) { root in RepeatableImport.request(in: root) }
    }
    guard case .success(let request?) = parsed else { return nil }
    self.request = request
  }

  /// The users whom the authors were that archives name; nil when nobody had asked who they are.
  public var authors: [FoldedName: UserKey]? { request.authors }

  /// The same import, into a place that the rules have opened again.
  public func request(
    into target: ImportRequest.Target, by importer: UserKey, authors: [FoldedName: UserKey]?
  ) -> ImportRequest {
    var again = request
    again.target = target
    again.importer = importer
    again.authors = authors
    return again
  }

  // MARK: - JSON

  var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("version")
      writer.integer(RepeatableImport.version)
      writer.texts("paths", request.paths)
      if let format = request.format { writer.member("format", format) }
      if let source = request.sourceName { writer.member("source", source) }
      writer.texts("tags", request.tags)
      writer.member("duplicates", request.duplicates.rawValue)
      writer.member("nearDuplicates", request.nearDuplicates.rawValue)
      writer.key("indexesText")
      writer.bool(request.indexesText)
      writer.key("columns")
      writer.array { writer in
        for column in request.columns.columns {
          writer.object { writer in
            writer.member("field", column.meaning.rawValue)
            writer.member("header", column.header)
          }
        }
      }
      write(request.tagRules, to: &writer)
      if let authors = request.authors { write(authors, to: &writer) }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(_ rules: TagRules, to writer: inout JSONWriter) {
    writer.key("tagRules")
    writer.object { writer in
      writer.texts("split", rules.separators)
      writer.texts("drop", rules.dropped.map(\.shown))
      for (name, rules) in [("rename", rules.renamed), ("add", rules.added)] {
        writer.key(name)
        writer.array { writer in
          for rule in rules {
            writer.object { writer in
              writer.member("name", rule.name.shown)
              writer.texts("tags", rule.tags.map(\.shown))
            }
          }
        }
      }
    }
  }

  private func write(_ authors: [FoldedName: UserKey], to writer: inout JSONWriter) {
    writer.key("authors")
    writer.array { writer in
      for (name, user) in authors.sorted(by: { $0.key < $1.key }) {
        writer.object { writer in
          writer.member("name", name.text)
          writer.key("user")
          writer.integer(user.value)
        }
      }
    }
  }

  private static func request(in root: JSONElement) -> ImportRequest? {
    guard root.member("version")?.integer == version,
      let duplicates = root.member("duplicates")?.text.flatMap(DuplicateHandling.init),
      let near = root.member("nearDuplicates")?.text.flatMap(NearDuplicateHandling.init),
      let columns = columns(in: root), let rules = root.member("tagRules").flatMap(tagRules)
    else { return nil }
    var request = ImportRequest(
      target: ImportRequest.Target(place: .catalogue, id: "", label: ""), importer: UserKey(0),
      paths: texts(root.member("paths")), format: root.member("format")?.text, columns: columns,
      sourceName: root.member("source")?.text, tagRules: rules,
      authors: root.member("authors").map(authors), tags: texts(root.member("tags")),
      duplicates: duplicates, nearDuplicates: near)
    request.indexesText = root.member("indexesText")?.bool ?? true
    return request
  }

  private static func texts(_ element: JSONElement?) -> [String] {
    element.map { $0.elements.compactMap(\.text) } ?? []
  }

  private static func columns(in root: JSONElement) -> StatedColumns? {
    guard let stated = root.member("columns") else { return nil }
    return try? StatedColumns(
      stated.elements.map { ($0.member("field")?.text ?? "", $0.member("header")?.text ?? "") })
  }

  private static func tagRules(in element: JSONElement) -> TagRules? {
    func names(_ element: JSONElement?) -> [TagName] {
      texts(element).compactMap { try? TagName($0) }
    }
    func rules(_ element: JSONElement?) -> [TagRules.Rule] {
      (element.map { Array($0.elements) } ?? []).compactMap { rule in
        guard let text = rule.member("name")?.text, let name = try? TagName(text) else {
          return nil
        }
        return TagRules.Rule(name, names(rule.member("tags")))
      }
    }
    return TagRules(
      splitAt: texts(element.member("split")).filter { !$0.isEmpty },
      rename: rules(element.member("rename")), drop: names(element.member("drop")),
      add: rules(element.member("add")))
  }

  private static func authors(in element: JSONElement) -> [FoldedName: UserKey] {
    var authors: [FoldedName: UserKey] = [:]
    for author in element.elements {
      guard let name = author.member("name")?.text, let user = author.member("user")?.integer else {
        continue
      }
      authors[FoldedName(name)] = UserKey(user)
    }
    return authors
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  fileprivate mutating func texts(_ name: String, _ texts: [String]) {
    key(name)
    array { writer in
      for text in texts { writer.string(text) }
    }
  }
}
