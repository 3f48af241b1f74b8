/// How text is set off, and whether it is: decided once for each output.
public struct Style: Sendable, Equatable {
  /// What a text is, to the reader.
  public enum Role: Sendable, CaseIterable {
    case heading
    case emphasis
    case muted
    case success
    case warning
    case failure
  }

  public var isColored: Bool

  public init(isColored: Bool) {
    self.isColored = isColored
  }

  /// Decides by the user's wishes: `--no-color` and `NO_COLOR` (set and not empty) turn colours
  /// off; without them a terminal gets colours, unless it is a dumb one, and a file gets none.
  public init(
    isTerminal: Bool, hasNoColorFlag: Bool, noColorVariable: String?, termVariable: String?
  ) {
    let isUnwanted = hasNoColorFlag || !(noColorVariable ?? "").isEmpty
    isColored = isTerminal && !isUnwanted && termVariable != "dumb"
  }

  /// No colours.
  public static let plain = Style(isColored: false)

  /// The text set off as its role demands; the text itself must be escaped already.
  public func paint(_ text: String, as role: Role) -> String {
    guard isColored, !text.isEmpty else { return text }
    return "\u{1B}[\(code(of: role))m\(text)\u{1B}[0m"
  }

  private func code(of role: Role) -> String {
    switch role {
    case .heading, .emphasis: "1"
    case .muted: "2"
    case .success: "32"
    case .warning: "33"
    case .failure: "1;31"
    }
  }
}
