/// Something that a check found.
struct Finding: Equatable {
  enum Severity: String, CaseIterable {
    /// Good to know.
    case note
    /// Nothing is lost, and something should be done.
    case warning
    /// Something is broken, or will be soon.
    case failure
  }

  var severity: Severity
  var what: String
  /// What to do.
  var hint: String?
  /// What `--repair` does about it; nil where that is not safe to do without being asked.
  var repair: Repair?

  static func note(_ what: String) -> Finding { Finding(severity: .note, what: what) }

  static func warning(_ what: String, _ hint: String? = nil, repair: Repair? = nil) -> Finding {
    Finding(severity: .warning, what: what, hint: hint, repair: repair)
  }

  static func failure(_ what: String, _ hint: String? = nil, repair: Repair? = nil) -> Finding {
    Finding(severity: .failure, what: what, hint: hint, repair: repair)
  }
}
