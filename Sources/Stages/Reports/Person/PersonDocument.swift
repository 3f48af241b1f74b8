import JSONText
public import RecipeModel
public import Store

/// Everything of and about one user, written row by row in two forms: JSON for programs, and a page
/// that needs nothing but itself.
///
/// Begin, then each section with its rows, then end. Memory holds a thousand rows of one section: that
/// many are shown on the page, and all stand in the JSON. The same rows give the same bytes.
public struct PersonDocument {
  /// Takes bytes of a form, from front to back.
  public typealias Sink = ([UInt8]) throws -> Void

  static let schema = "levain.person/1"

  private let user: StoredUser
  private let generatedAt: Instant
  private let writeJSON: Sink
  private let writePage: Sink
  private var section: PersonalSection?
  private var shown: [[PersonalValue]] = []
  private var rows = 0
  /// The sections so far that had none.
  private var empty: [PersonalSection] = []
  /// How many rows each section had.
  public private(set) var counts: [(section: String, rows: Int)] = []

  public init(
    of user: StoredUser, generatedAt: Instant, json: @escaping Sink, page: @escaping Sink
  ) {
    self.user = user
    self.generatedAt = generatedAt
    writeJSON = json
    writePage = page
  }

  /// Whether there is nothing to tell but that they were erased (R23).
  public var isErased: Bool { user.erasedAt != nil }

  /// The sections that it is to have.
  public var sections: [PersonalSection] {
    isErased ? [] : PersonalSection.all + [PersonalSection.views]
  }

  public func begin() throws {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", PersonDocument.schema)
      writer.member("createdAt", generatedAt.description)
      writer.key("account")
      writer.object { writeAccount(to: &$0) }
    }
    // Without its end: sections follow.
    try writeJSON(Array(writer.bytes.dropLast()))
    try writePage(PersonPage.begin(user, at: generatedAt, sections))
  }

  private func writeAccount(to writer: inout JSONWriter) {
    writer.member("id", user.id.text)
    writer.member("username", user.username)
    if let erasedAt = user.erasedAt {
      writer.member("erasedAt", erasedAt.description)
      return
    }
    writer.member("email", user.email)
    writer.member("viewTracking", user.tracksViews)
    writer.member("viewTrackingChangedAt", user.trackingChangedAt?.description)
    writer.member("notifications", user.notifications.rawValue)
    writer.member("createdAt", user.createdAt.description)
    writer.member("updatedAt", user.updatedAt.description)
    writer.member("deletedAt", user.deletedAt?.description)
  }

  public mutating func begin(_ section: PersonalSection) throws {
    self.section = section
    shown.removeAll()
    rows = 0
    try writeJSON(Array(",\n\"\(section.name)\":[".utf8))
  }

  public mutating func add(_ row: [PersonalValue]) throws {
    guard let section else { return }
    var writer = JSONWriter()
    writer.object { writer in
      for (column, value) in zip(section.columns, row) where value != .none {
        writer.key(column.name)
        writer.personal(value)
      }
    }
    try writeJSON(Array((rows > 0 ? ",\n" : "\n").utf8) + writer.bytes)
    rows += 1
    if shown.count < PersonPage.mostRows { shown.append(row) }
  }

  public mutating func endSection() throws {
    guard let section else { return }
    try writeJSON(Array((rows > 0 ? "\n]" : "]").utf8))
    if rows == 0 {
      empty.append(section)
    } else {
      try writePage(PersonPage.write(section, shown, of: rows))
    }
    counts.append((section.name, rows))
    self.section = nil
  }

  public func end() throws {
    try writeJSON(Array("}\n".utf8))
    try writePage(PersonPage.end(at: generatedAt, without: empty))
  }
}

extension JSONWriter {
  fileprivate mutating func personal(_ value: PersonalValue) {
    switch value {
    case .none: null()
    case .text(let text): string(text)
    case .moment(let moment): string(moment.description)
    case .number(let number): integer(number)
    case .flag(let flag): bool(flag)
    case .json(let bytes): raw(bytes)
    }
  }
}
