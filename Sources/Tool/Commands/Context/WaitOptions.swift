import ArgumentParser
import PipelineCore

/// What a command does when another run holds the store; for every command that holds it.
struct WaitOptions: ParsableArguments {
  /// What was said: to wait, and perhaps how long.
  enum Stated: Equatable {
    case withoutDuration
    case duration(String)
  }

  @Option(
    defaultAsFlag: Stated.withoutDuration, parsing: .next,
    help: ArgumentHelp(
      "Wait until another run that holds the store has ended, at most so long (30s, 5m, 2h); "
        + "without a duration as long as it takes.",
      valueName: "duration"),
    transform: { .duration($0) })
  var wait: Stated?

  // What cannot be read is refused here: a transform that throws would make the option one without
  // a duration.
  func validate() throws {
    guard case .duration(let text) = wait, Patience(text) == nil else { return }
    throw ValidationError(
      "--wait takes a duration such as 30s, 5m or 2h, not \(text); without one it comes last.")
  }

  /// How long the command waits; not at all unless asked to.
  var patience: Patience {
    switch wait {
    case .withoutDuration: .unlimited
    case .duration(let text): Patience(text) ?? .none
    case nil: .none
    }
  }
}

/// How long somebody waits.
enum Patience: Equatable {
  case unlimited
  case limited(milliseconds: Int64)

  static let none = Patience.limited(milliseconds: 0)

  init?(_ text: String) {
    guard let span = StatedDuration(text) else { return nil }
    self = .limited(milliseconds: span.milliseconds)
  }

  /// How long to pause after some waiting, at most; nil when the patience is over.
  func pause(after waited: Int64, atMost most: Int64) -> Int64? {
    guard case .limited(let limit) = self else { return most }
    return waited < limit ? min(most, limit - waited) : nil
  }
}
