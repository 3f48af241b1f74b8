public import PipelineCore

/// Something that was named and is not there, or not for whoever asks (R7).
public struct UnknownReference: Fault, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case user
    /// A user whose numbers a person asks for: of others they know usernames alone.
    case username = "user with the username"
    /// A user where nothing but an address names one, as that of who acts.
    case emailAddress = "user with the e-mail address"
    case community
    case deletedCommunity = "deleted community"
    case deletion
    case recipe
    case proposal
    case revision
    case tag
    case takedown = "takedown of recipe"
    case target
    case activity = "feed entry"
    case auditEntry = "entry of the audit log"
    case timeZone = "time zone"
  }

  public var kind: Kind
  /// What was given, as it was given; shown back to whoever gave it.
  public var given: String
  /// The most similar name of those that whoever asks may see.
  public var nearest: String?

  public init(_ kind: Kind, _ given: String, nearest: String? = nil) {
    self.kind = kind
    self.given = given
    self.nearest = nearest
  }

  public var what: String { "there is no \(kind.rawValue) \(given.escapedForTerminal)" }

  public var hint: String? {
    if let nearest { return "did you mean \(nearest.escapedForTerminal)?" }
    return switch kind {
    case .user: "a user is named by e-mail address or username"
    case .username: "others are named by username, and you by your own e-mail address, too"
    case .emailAddress: "`levain user list` shows the operator the addresses that there are"
    case .community:
      "`levain community list` shows those that there are for whoever asks"
    case .deletedCommunity: "a deleted community is named by the slug it had, or by its id"
    case .recipe:
      "`levain recipe list` shows the ids of those that there are for whoever asks"
    case .tag: "`levain tags top` shows the tags that there are for whoever asks"
    case .proposal: "`levain proposals list` shows the ids of proposals"
    case .revision: "`levain recipe revisions` shows the ids of a recipe's revisions"
    case .deletion: "`levain trash list` shows what can be restored"
    case .takedown: "`levain takedown list` shows what was taken down"
    case .target: "`levain target list` shows a community's targets"
    case .activity: "`levain feed --json` shows the ids of the entries that there are"
    case .auditEntry: "`levain audit --json` shows the ids of the entries that there are"
    case .timeZone: "a time zone has an IANA name, such as Europe/Paris"
    }
  }
}

/// A name that several things had, of which one is meant.
public struct AmbiguousReference: Fault, Equatable {
  public var kind: UnknownReference.Kind
  public var given: String
  /// The ids that tell them apart.
  public var candidates: [String]

  public var what: String { "there are several of \(kind.rawValue) \(given.escapedForTerminal)" }
  public var hint: String? {
    "name one by its id: " + candidates.map(\.escapedForTerminal).joined(separator: ", ")
  }
}
