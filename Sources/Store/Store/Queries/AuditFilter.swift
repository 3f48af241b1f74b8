public import RecipeModel

/// Which entries of the audit log are asked for; what is nil lets all through.
public struct AuditFilter: Sendable {
  /// Who acted.
  public enum Actor: Sendable {
    case `operator`
    case user(UserKey)
  }

  /// What was acted on.
  public enum Subject: Sendable {
    case anything(of: AuditSubject.Kind)
    case one(AuditSubject)
  }

  public var community: CommunityKey?
  public var actor: Actor?
  public var subject: Subject?
  /// The user who acted or whose account it was about.
  public var person: StoredUser?
  /// Kind of thing and verb, such as `recipe.edit`.
  public var action: String?
  /// In which run.
  public var run: RunID?
  public var since: Instant?
  /// The moment after the last one.
  public var until: Instant?

  public init() {}

  /// As a condition on `audit_log a`; a unary plus keeps an index of small use from being taken.
  var condition: String {
    var conditions = ["a.created_at >= :since AND a.created_at < :until"]
    if community != nil { conditions.append("a.community_id = :community") }
    switch actor {
    case .operator: conditions.append("a.actor_id IS NULL")
    case .user: conditions.append("a.actor_id = :actor")
    case nil: break
    }
    switch subject {
    case .anything: conditions.append("+a.entity_type = :kind")
    case .one: conditions.append("a.entity_type = :kind AND a.entity_id = :subject")
    case nil: break
    }
    if person != nil {
      conditions.append(
        "(a.actor_id = :person OR a.entity_type = 'user' AND a.entity_id = :personID)")
    }
    if action != nil { conditions.append("a.action = :action") }
    if run != nil {
      conditions.append(
        "(a.metadata ->> 'run' = :run OR a.entity_type = 'run' AND a.entity_id = :run)")
    }
    return conditions.joined(separator: " AND ")
  }

  /// What stands for the names in the condition.
  var arguments: StatementArguments {
    var arguments: StatementArguments = [
      "since": since?.milliseconds ?? .min, "until": until?.milliseconds ?? .max,
    ]
    if let community { arguments += ["community": community.value] }
    if case .user(let key) = actor { arguments += ["actor": key.value] }
    switch subject {
    case .anything(let kind): arguments += ["kind": kind.rawValue]
    case .one(let subject): arguments += ["kind": subject.kind.rawValue, "subject": subject.id]
    case nil: break
    }
    if let person { arguments += ["person": person.key.value, "personID": person.id.text] }
    if let action { arguments += ["action": action] }
    if let run { arguments += ["run": run.text] }
    return arguments
  }
}

/// An entry of the audit log with names to show.
public struct NamedAuditEntry: Sendable {
  public var entry: AuditEntry
  /// The username of who acted; of somebody erased the pseudonym; nil for the operator.
  public var actor: String?
  /// The slug of the community concerned.
  public var community: String?
  /// In which run it was done.
  public var run: RunID?

  init(_ row: Row) throws(StoreFault) {
    entry = try AuditEntry(row)
    actor = row["username"]
    community = row["slug"]
    let named: RunID? = row.optionalID("run")
    if case .run(let id) = entry.subject { run = named ?? id } else { run = named }
  }
}
