public import Indexes

/// The totals as cards, each explained in plain words and compared with what was before.
public struct KeyFiguresSection: ReportSection {
  /// One number that matters.
  public struct Figure: Sendable, Equatable {
    /// Its name for programs, as in `anonymousViews`.
    public var id: String
    public var name: String
    public var explanation: String
    public var value: UniqueCount
    /// The same of the days just before, as many; nil when not all of them are known.
    public var before: UniqueCount?
    /// The same of the same days a year before; nil when not all of them are known.
    public var yearBefore: UniqueCount?

    public init(
      _ id: String, _ name: String, _ explanation: String, _ value: UniqueCount,
      before: UniqueCount? = nil, yearBefore: UniqueCount? = nil
    ) {
      self.id = id
      self.name = name
      self.explanation = explanation
      self.value = value
      self.before = before
      self.yearBefore = yearBefore
    }
  }

  public let figures: [Figure]

  public init(_ figures: [Figure]) {
    self.figures = figures
  }

  public var id: String { "key-figures" }
  public var heading: String { "Key figures" }
  public var explanation: String { "What there is now, and what happened in the period." }
  public var nothing: String? { nil }

  public var content: SectionContent {
    SectionContent(
      picture: { html, _ in
        html.element("ul", ["class": "cards"]) { html in
          for figure in figures { figure.write(to: &html) }
        }
      }, table: table, showsTable: .hidden)
  }

  private var table: ReportTable {
    ReportTable(
      "keyFigures", "Key figures",
      columns: [
        .key("measure"), .name("name", "What"), .number("value", "Number"),
        .number("before", "Period before"), .number("yearBefore", "A year before"),
      ],
      rows: figures.map { figure in
        [
          .term(figure.id), .term(figure.name), .unique(figure.value),
          figure.before.map { .unique($0) } ?? .none,
          figure.yearBefore.map { .unique($0) } ?? .none,
        ]
      }, isKeyed: true)
  }
}

extension KeyFiguresSection.Figure {
  fileprivate func write(to html: inout HTML) {
    html.element("li", ["class": "card"]) { html in
      html.element("span", ["class": "card-name"], text: name)
      html.element(
        "span", ["class": "card-value"],
        text: (value.isExact ? "" : "\u{2248}\u{202F}") + value.value.grouped)
      html.element(
        "span", ["class": "card-words"],
        text: value.isExact ? explanation : "\(explanation), \(value.margin)")
      for change in changes { html.element("span", ["class": "card-change"], text: change) }
    }
  }

  /// How it compares, where there is something to compare with.
  private var changes: [String] {
    [
      change(since: before, "the period before"), change(since: yearBefore, "a year before"),
    ].compactMap { $0 }
  }

  private func change(since old: UniqueCount?, _ when: String) -> String? {
    guard let old, old.value > 0 else { return nil }
    let share = Double(value.value - old.value) / Double(old.value)
    let percent = Int((share * 100).rounded())
    if percent == 0 { return "as in \(when)" }
    let direction = percent > 0 ? "\u{25B2} up" : "\u{25BC} down"
    return "\(direction) \(abs(percent).grouped)\u{202F}% on \(when)"
  }
}
