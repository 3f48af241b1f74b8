import ArgumentParser
import RecipeModel
import Statistics
import Store

/// The days that a command is asked about.
struct DayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The first day.", valueName: "YYYY-MM-DD"), transform: calendarDay)
  var from: Day?

  @Option(
    help: ArgumentHelp("The day after the last one.", valueName: "YYYY-MM-DD"),
    transform: calendarDay)
  var until: Day?

  func validate() throws {
    if let until, until <= StatisticsRequest.allDays.lowerBound {
      throw ValidationError("--until must come after 0001-01-01.")
    }
    if let from, let until, until <= from {
      throw ValidationError("--until must come after --from.")
    }
  }

  /// The days from the first to the last; all that there are where an end is not named.
  func request(
    by grain: Grain, measures: Set<Measure> = Set(Measure.allCases)
  ) -> StatisticsRequest {
    let all = StatisticsRequest.allDays
    let last = until?.advanced(by: -1) ?? all.upperBound
    return StatisticsRequest((from ?? all.lowerBound)...last, by: grain, measures: measures)
  }
}

/// Reads a day from the command line.
func calendarDay(_ text: String) throws -> Day {
  guard let day = Day(text) else {
    throw ValidationError(
      "\(text) is no day of the years 0001 to 9999; days are written like 2026-11-21.")
  }
  return day
}
