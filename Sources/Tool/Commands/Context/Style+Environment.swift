import Console

extension Style {
  /// Decides by the environment of the process.
  init(environment: [String: String], isTerminal: Bool, isSwitchedOff: Bool) {
    self.init(
      isTerminal: isTerminal, hasNoColorFlag: isSwitchedOff,
      noColorVariable: environment["NO_COLOR"], termVariable: environment["TERM"])
  }
}
