public import RecipeModel

/// What an entry of the audit log is about, by its public id.
public enum AuditSubject: Sendable, Hashable {
  case installation
  case user(UserID)
  case community(CommunityID)
  case membership(MembershipID)
  case recipe(RecipeID)
  case proposal(ProposalID)
  case tag(TagID)
  case run(RunID)

  /// A kind of thing, as the log calls it.
  public enum Kind: String, Sendable, CaseIterable {
    case installation, user, community, membership, recipe, proposal, tag, run
  }

  public var kind: Kind {
    switch self {
    case .installation: .installation
    case .user: .user
    case .community: .community
    case .membership: .membership
    case .recipe: .recipe
    case .proposal: .proposal
    case .tag: .tag
    case .run: .run
    }
  }

  /// The public id; empty for the installation, of which there is one.
  public var id: String {
    switch self {
    case .installation: ""
    case .user(let id): id.text
    case .community(let id): id.text
    case .membership(let id): id.text
    case .recipe(let id): id.text
    case .proposal(let id): id.text
    case .tag(let id): id.text
    case .run(let id): id.text
    }
  }

  /// A thing by its kind and public id; that of the installation is ignored.
  public init(_ kind: Kind, id: String) {
    self =
      switch kind {
      case .installation: .installation
      case .user: .user(UserID(id))
      case .community: .community(CommunityID(id))
      case .membership: .membership(MembershipID(id))
      case .recipe: .recipe(RecipeID(id))
      case .proposal: .proposal(ProposalID(id))
      case .tag: .tag(TagID(id))
      case .run: .run(RunID(id))
      }
  }

  init(_ row: Row) throws(StoreFault) {
    guard let kind = Kind(rawValue: row["entity_type"]) else {
      throw StoreFault(.inconsistent("an audit entry is about an unknown kind of thing"))
    }
    self.init(kind, id: row["entity_id"])
  }
}
