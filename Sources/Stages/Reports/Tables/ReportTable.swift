import Indexes

/// The numbers of a section: what stands below its picture, and in every other form of the report.
struct ReportTable: Sendable, Equatable {
  /// One column.
  struct Column: Sendable, Equatable {
    /// What a column tells of its row.
    enum Role: Sendable {
      /// Which row it is, for programs: a day, an id.
      case key
      /// Which row it is, for people.
      case name
      case text
      case number
    }

    /// Its name in JSON; CSV writes it in snake case.
    var id: String
    /// Its head; nil for a column that only programs read.
    var title: String?
    var role: Role

    static func key(_ id: String, _ title: String? = nil) -> Column {
      Column(id: id, title: title, role: .key)
    }

    static func name(_ id: String, _ title: String) -> Column {
      Column(id: id, title: title, role: .name)
    }

    static func text(_ id: String, _ title: String?) -> Column {
      Column(id: id, title: title, role: .text)
    }

    static func number(_ id: String, _ title: String?) -> Column {
      Column(id: id, title: title, role: .number)
    }
  }

  /// One value.
  enum Cell: Sendable, Equatable {
    /// There is no such value.
    case none
    /// A word of this program's own, and how people read it.
    case term(String, shown: String)
    /// A text that people wrote.
    case foreign(String)
    /// The name of something that there can be a report of, as people wrote it.
    case named(String, ReportTarget)
    case count(Int)
    /// Different people, and whether they were counted exactly.
    case unique(UniqueCount)
    /// A number with one decimal, in tenths.
    case tenths(Int)
    case flag(Bool)
    /// A flag that is not decided yet.
    case open

    /// A word that people read as it is written.
    static func term(_ word: String) -> Cell { .term(word, shown: word) }
  }

  /// Its name in JSON, as in `topRecipes`; CSV writes it in snake case.
  var id: String
  var caption: String
  var columns: [Column]
  var rows: [[Cell]]
  /// Whether JSON has an object by the first column in place of a list.
  var isKeyed = false

  init(
    _ id: String, _ caption: String, columns: [Column], rows: [[Cell]], isKeyed: Bool = false
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.isKeyed = isKeyed
  }

  /// The columns that people read, by their places.
  var shownColumns: [Int] { columns.indices.filter { columns[$0].title != nil } }
}

extension ReportTable.Cell {
  /// How people read it.
  var shown: String {
    switch self {
    case .none: "\u{2013}"
    case .term(_, let shown): shown
    case .foreign(let text), .named(let text, _): text
    case .count(let number): number.grouped
    case .unique(let count): count.grouped
    case .tenths(let tenths): tenths.asTenths
    case .flag(let flag): flag ? "yes" : "no"
    case .open: "open"
    }
  }
}
