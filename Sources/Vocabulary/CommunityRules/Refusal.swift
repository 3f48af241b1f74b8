public import PipelineCore

/// A request that a rule of the community refuses: which rule, whom, what, and what is allowed.
///
/// Its texts name people by username and communities by slug, recipes by id; they never hold an
/// e-mail address or recipe text. Towards somebody who may not see a thing they say nothing of it
/// beyond what that person asked for.
public struct Refusal: Fault, Equatable {
  public var rule: Rule
  /// The username of the person refused, or `the operator`, or `the archive`.
  public var who: String
  /// What was asked, such as `invite into sourdough-circle`.
  public var asked: String
  /// Why the rule applies; nil where the request says it.
  public var because: String?
  /// What would be allowed instead; nil when nothing would.
  public var instead: String?

  public init(
    _ rule: Rule, who: String, asked: String, because: String? = nil, instead: String? = nil
  ) {
    self.rule = rule
    self.who = who
    self.asked = asked
    self.because = because
    self.instead = instead
  }

  /// `R5: ada cannot leave sourdough-circle as its last admin`.
  public var what: String {
    let text = "\(rule.rawValue): \(who) cannot \(asked)" + (because.map { ": \($0)" } ?? "")
    return text.escapedForTerminal
  }

  public var hint: String? { instead?.escapedForTerminal }
}
