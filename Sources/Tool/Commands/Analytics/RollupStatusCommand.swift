import ArgumentParser
import Console
import JSONText
import RecipeModel
import Statistics
import Store

/// Says how far views are counted.
struct RollupStatusCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how far views are counted, by which rules, and what waits.",
    discussion: """
      JSON (levain.rollup-status/1): rules (of the next rollup), countedBy (those of the last; \
      null before the first), countedAt, lastDay (the last with an event, UTC), dirtyDays (UTC), \
      newCalendars (communities whose days are not counted in their zone yet), waitingTargets \
      (living communities of which something changed since that their targets count) and behind \
      (whether anything waits, days or targets).
      """)

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) throws -> RollupStatusResult {
    RollupStatusResult(
      status: try session.openStore().read { try RollupStatus(in: $0) })
  }
}

/// How far views are counted.
struct RollupStatusResult: CommandResult {
  var status: RollupStatus

  var schema: String { "rollup-status/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("rules")
    writer.string(status.rules)
    writer.key("countedBy")
    if let rules = status.countedBy { writer.string(rules) } else { writer.null() }
    writer.key("countedAt")
    if let moment = status.countedAt { writer.string(moment.description) } else { writer.null() }
    writer.key("lastDay")
    if let day = status.lastDay { writer.string(day.description) } else { writer.null() }
    writer.key("dirtyDays")
    writer.array { writer in
      for day in status.dirtyDays { writer.string(day.description) }
    }
    writer.key("newCalendars")
    writer.integer(status.newCalendars)
    writer.key("waitingTargets")
    writer.integer(status.waitingTargets)
    writer.key("behind")
    writer.bool(status.isBehind)
  }

  func show(on output: HumanOutput) {
    output.line("rules      \(status.rules)")
    if let rules = status.countedBy, rules != status.rules {
      output.line("counted by \(rules)")
    }
    output.line("counted    \(status.countedAt?.description ?? "never")")
    output.line("last event \(status.lastDay?.description ?? "none")")
    output.line("waiting    \(waiting)")
    output.note(
      status.isBehind
        ? "something happened since the last count: `levain rollup`" : "everything is counted")
  }

  /// The days that wait, as spans.
  private var waiting: String {
    var spans: [ClosedRange<Day>] = []
    for day in status.dirtyDays {
      if let last = spans.last, last.upperBound.advanced(by: 1) == day {
        spans[spans.count - 1] = last.lowerBound...day
      } else {
        spans.append(day...day)
      }
    }
    let listed = spans.prefix(8).map { span in
      span.lowerBound == span.upperBound
        ? "\(span.lowerBound)" : "\(span.lowerBound) to \(span.upperBound)"
    }
    var parts: [String] = []
    if let rules = status.countedBy, rules != status.rules {
      parts.append("every day, since the rules changed")
    }
    if !listed.isEmpty {
      parts.append(
        "\(Figures.count(status.dirtyDays.count, "day", "days")): "
          + listed.joined(separator: ", ") + (spans.count > 8 ? ", \u{2026}" : ""))
    }
    if status.newCalendars > 0 {
      parts.append(Figures.count(status.newCalendars, "calendar", "calendars"))
    }
    if status.waitingTargets > 0 {
      parts.append(
        "targets of \(Figures.count(status.waitingTargets, "community", "communities"))")
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
  }
}
