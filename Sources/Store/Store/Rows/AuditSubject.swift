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

  /// What the log calls the kind of thing.
  var type: String {
    switch self {
    case .installation: "installation"
    case .user: "user"
    case .community: "community"
    case .membership: "membership"
    case .recipe: "recipe"
    case .proposal: "proposal"
    case .tag: "tag"
    case .run: "run"
    }
  }

  /// The public id; empty for the installation, of which there is one.
  var id: String {
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

  init(_ row: Row) throws(StoreFault) {
    let id: String = row["entity_id"]
    switch row["entity_type"] as String {
    case "installation": self = .installation
    case "user": self = .user(UserID(id))
    case "community": self = .community(CommunityID(id))
    case "membership": self = .membership(MembershipID(id))
    case "recipe": self = .recipe(RecipeID(id))
    case "proposal": self = .proposal(ProposalID(id))
    case "tag": self = .tag(TagID(id))
    case "run": self = .run(RunID(id))
    default: throw StoreFault(.inconsistent("an audit entry is about an unknown kind of thing"))
    }
  }
}
