/// What opened a recipe, as its user agent says.
///
/// The class is kept with each event; only a person's events are views. Archives write the names.
public enum AgentClass: String, Sendable, CaseIterable {
  /// A browser or an app; whatever says nothing of itself counts as one.
  case person
  /// A search engine, an archive, a collector of texts.
  case crawler
  /// A messenger or a network that shows what is behind a link.
  case preview
  /// A program that looks whether pages still answer.
  case monitor
  /// A program library or a command-line tool.
  case script

  /// The number that it is stored by, 0 to 7; numbers never change their meaning.
  public var code: UInt8 {
    switch self {
    case .person: 0
    case .crawler: 1
    case .preview: 2
    case .monitor: 3
    case .script: 4
    }
  }

  public init?(code: UInt8) {
    guard let found = AgentClass.allCases.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}
