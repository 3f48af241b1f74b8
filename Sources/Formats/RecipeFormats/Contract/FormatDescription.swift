/// A recipe format, as the command line and the documentation name it.
public struct FormatDescription: Sendable, Equatable {
  /// The name in kebab-case, as `--format` takes it.
  public var name: String
  /// What it is, in one line.
  public var summary: String
  /// Whether archives of this format can be read.
  public var reads: Bool
  /// Whether recipes can be written in this format.
  public var writes: Bool

  public init(name: String, summary: String, reads: Bool, writes: Bool) {
    self.name = name
    self.summary = summary
    self.reads = reads
    self.writes = writes
  }
}
