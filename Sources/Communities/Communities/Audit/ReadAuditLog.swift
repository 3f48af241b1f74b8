import CommunityRules
public import RecipeModel
public import Store

/// Which part of the audit log is to be read.
public struct AuditRequest: Sendable {
  public enum Actor: Sendable, Equatable {
    case `operator`
    /// By e-mail address, username or id.
    case user(String)
  }

  /// By slug or id; without it everything, and for a person what is of themselves.
  public var community: String?
  public var actor: Actor?
  public var kind: AuditSubject.Kind?
  /// The one thing of that kind: its id; of a user or a community also a name.
  public var subject: String?
  public var action: String?
  public var run: RunID?
  public var since: Instant?
  public var until: Instant?
  /// The last entry of the page before.
  public var after: AuditID?
  public var limit: Int

  public init(limit: Int) {
    self.limit = limit
  }
}

/// A part of the audit log.
public struct AuditPage: Sendable {
  /// From new to old.
  public var entries: [NamedAuditEntry]
  /// After which entry the next page begins; nil on the last one.
  public var next: AuditID?
  /// Whether what the entries note besides may be shown (R7).
  public var showsMetadata: Bool
}

extension CommunityActions {
  /// A page of the audit log: of a community for its admins, of oneself for anybody, of everything for
  /// the operator.
  public func readAuditLog(_ request: AuditRequest, as acting: ActingAs) throws -> AuditPage {
    precondition(request.limit > 0, "a page has room for an entry")
    return try look(as: acting) { standings, asker in
      var filter = AuditFilter()
      let scope = try standings.scope(of: request, for: asker, &filter)
      let showsMetadata = try ViewAuditLog.decide(scope, by: asker.actor)
      try standings.fill(&filter, from: request)
      let cursor = try request.after.map { id throws in
        guard let entry = try standings.transaction.auditEntry(id) else {
          throw UnknownReference(.auditEntry, id.text)
        }
        return entry
      }
      // One more than asked for tells whether there is a next page.
      let found = try standings.transaction.auditEntries(
        matching: filter, after: cursor, limit: request.limit + 1)
      let page = found.prefix(request.limit)
      return AuditPage(
        entries: Array(page),
        next: found.count > request.limit ? page.last?.entry.id : nil,
        showsMetadata: showsMetadata)
    }
  }
}

extension Standings {
  fileprivate func scope(
    of request: AuditRequest, for asker: Asker, _ filter: inout AuditFilter
  ) throws -> ViewAuditLog.Scope {
    if let name = request.community {
      let community =
        asker.user == nil ? try anyCommunity(named: name) : try community(named: name, for: asker)
      filter.community = community.key
      return .community(community.standing)
    }
    guard let user = asker.user else { return .installation }
    filter.person = user
    return .own
  }

  /// The community with a slug, living before deleted, or with an id: the log outlives them.
  private func anyCommunity(named given: String) throws -> StoredCommunity {
    try transaction.community(slug: given) ?? deletedCommunity(named: given, for: asker(.operator))
  }

  fileprivate func fill(_ filter: inout AuditFilter, from request: AuditRequest) throws {
    switch request.actor {
    case .operator: filter.actor = .operator
    case .user(let given): filter.actor = .user(try user(named: given).key)
    case nil: break
    }
    if let kind = request.kind {
      filter.subject =
        try request.subject.map { .one(try subject(kind, named: $0)) } ?? .anything(of: kind)
    }
    filter.action = request.action
    filter.run = request.run
    filter.since = request.since
    filter.until = request.until
  }

  /// A thing by its id, of a user or a community also by a name; whether it is there does not matter.
  private func subject(_ kind: AuditSubject.Kind, named given: String) throws -> AuditSubject {
    switch kind {
    case .user: .user(try livingUser(named: given)?.id ?? UserID(given))
    case .community: .community(try transaction.community(slug: given)?.id ?? CommunityID(given))
    case .installation, .membership, .recipe, .proposal, .tag, .run: AuditSubject(kind, id: given)
    }
  }
}
