public import EventLogs

/// How view logs are read.
public struct ViewLoadSettings: Sendable, Equatable {
  /// Under which paths the access logs of web servers have recipes; the first that fits counts.
  public var recipePaths: [RecipePath]
  /// Whether a time without a zone is taken as UTC; otherwise it is rejected.
  public var zonelessIsUTC: Bool

  public init(recipePaths: [RecipePath] = [.standard], zonelessIsUTC: Bool = false) {
    self.recipePaths = recipePaths
    self.zonelessIsUTC = zonelessIsUTC
  }

  /// What tells whether a load reads the same out of the same logs.
  var fingerprint: [String] {
    ["\(zonelessIsUTC)", "\(AgentClassifier.version)", "\(recipePaths.count)"]
      + recipePaths.map(\.description)
  }
}
