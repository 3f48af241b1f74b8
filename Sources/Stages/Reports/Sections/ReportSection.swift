/// One thing that a report says: a heading, a picture, and the numbers of the picture as a table.
public protocol ReportSection: Sendable {
  /// What it is called on the page and in this program, such as `views`.
  var id: String { get }
  var heading: String { get }
  /// A sentence under the heading that says in plain words what is shown.
  var explanation: String { get }
  /// Whether it takes half the width of a wide screen.
  var isHalf: Bool { get }
  /// A sentence in place of a picture that would show nothing.
  var nothing: String? { get }
  /// What is written.
  var content: SectionContent { get }
}

extension ReportSection {
  public var isHalf: Bool { false }
}

/// What a section consists of.
public struct SectionContent: Sendable {
  /// What the marks of the picture stand for.
  var legend: [LegendEntry] = []
  /// Draws the picture, with links where the page is one of a site; nil when the table alone is
  /// shown.
  var picture: (@Sendable (inout HTML, PageLinks?) -> Void)?
  var table: ReportTable
  /// How the page shows the table.
  var showsTable = TableDisplay.folded

  /// How a page shows a table.
  enum TableDisplay: Sendable {
    /// Below the picture, folded away.
    case folded
    /// Open, as what the section is about.
    case open
    /// Not at all, since the picture says all of it in words.
    case hidden
  }
}

/// What one mark of a picture stands for.
struct LegendEntry: Sendable, Equatable {
  /// The class that draws the mark.
  var swatch: String
  var text: String

  init(_ swatch: String, _ text: String) {
    self.swatch = swatch
    self.text = text
  }
}
