import Indexes
public import RecipeModel
public import Statistics
import Store

/// How a community does on its targets.
public struct TargetsSection: ReportSection {
  /// What a community wants of a measure in each period, and what there was.
  public struct Target: Sendable, Equatable {
    public var measure: TargetMeasure
    public var frequency: TargetFrequency
    /// What is wanted in each period now.
    public var value: Int
    /// The period that it is now, so far; nil for a target that begins later.
    public var current: TargetPoint?
    /// Those that are over, ascending.
    public var past: [TargetPoint]

    public init(
      _ measure: TargetMeasure, _ frequency: TargetFrequency, value: Int, current: TargetPoint?,
      past: [TargetPoint]
    ) {
      self.measure = measure
      self.frequency = frequency
      self.value = value
      self.current = current
      self.past = past
    }
  }

  public var targets: [Target]

  public init(_ targets: [Target]) {
    self.targets = targets
  }

  public var id: String { "targets" }
  public var heading: String { "Targets" }
  public var explanation: String {
    "What the community asks for, what there is so far, and which periods before met it."
  }

  public var nothing: String? {
    targets.isEmpty ? "The community has set no target. An admin can: `levain target set`." : nil
  }

  public var content: SectionContent {
    let chart = TargetChart(targets)
    let isOpen = targets.contains { target in target.past.contains { $0.isWaiting } }
    return SectionContent(
      legend: [LegendEntry("swatch-met", "Met"), LegendEntry("swatch-missed", "Missed")]
        + (isOpen ? [LegendEntry("swatch-open", "Open: views wait to be counted")] : [])
        + [LegendEntry("swatch-mark", "What is asked for")],
      picture: { html, _ in chart.draw(to: &html) }, table: table)
  }

  private var table: ReportTable {
    ReportTable(
      "targets", "Targets, period by period",
      columns: [
        .key("period", "Period"), .name("name", "Target"), .text("measure", nil),
        .text("frequency", nil), .number("value", "Asked for"), .number("count", "There was"),
        .number("percent", "%"), .number("isMet", "Met"), .number("isOver", "Over"),
      ],
      rows: targets.flatMap { target in
        target.points.map { point, isOver in
          [
            .term(point.period.description),
            .term("\(target.measure) \(target.frequency)", shown: target.name),
            .term(target.measure.rawValue), .term(target.frequency.rawValue), .count(point.value),
            .unique(point.count), .tenths(Int((point.share * 1000).rounded())),
            point.isMet.map { .flag($0) } ?? .open, .flag(isOver),
          ]
        }
      })
  }
}

extension TargetsSection.Target {
  /// Takes what `Statistics` tells of a target.
  public init(_ progress: TargetProgress) {
    self.init(
      progress.target.measure, progress.target.frequency, value: progress.target.value,
      current: progress.current, past: progress.past)
  }

  /// What it is of, such as `Views each week`.
  var name: String {
    let word = measure.rawValue
    return "\(word.prefix(1).uppercased())\(word.dropFirst()) each \(frequency.grain.rawValue)"
  }

  /// All periods, ascending, and whether each is over.
  fileprivate var points: [(TargetPoint, isOver: Bool)] {
    past.map { ($0, true) } + (current.map { [($0, false)] } ?? [])
  }
}
