import ArgumentParser
import RecipeModel

/// Which of a community's targets is meant.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is counted: \(TargetMeasure.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "measure"),
    transform: choice)
  var measure: TargetMeasure

  @Option(
    help: ArgumentHelp(
      "How long its periods are: day, week, month or quarter.", valueName: "period"),
    transform: TargetOptions.frequency)
  var every: TargetFrequency

  private static func frequency(_ text: String) throws -> TargetFrequency {
    guard let frequency = Grain(rawValue: text).flatMap({ TargetFrequency($0) }) else {
      throw ValidationError("\(text) is none of: day, week, month, quarter.")
    }
    return frequency
  }
}

extension TargetFrequency {
  /// The period in words, as in `500 views every week`.
  var everyInWords: String { "every \(grain.rawValue)" }
}
