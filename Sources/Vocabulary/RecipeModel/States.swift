// The closed sets of the domain. Raw values are what the store holds and checks, what archives
// carry, and what the command line says.

/// What a member may do in one community.
public enum Role: String, Sendable, CaseIterable {
  case member
  case admin
}

/// Who can find a community.
public enum Visibility: String, Sendable, CaseIterable {
  case inviteOnly = "invite_only"
}

/// How a recipe came from another one.
public enum OriginKind: String, Sendable, CaseIterable {
  /// The creator's own copy of a community recipe; neither a fork nor a view of it.
  case personalCopy = "personal_copy"
  /// A rejected proposal that lives on beside its recipe.
  case variant
  /// An independent copy in another community.
  case share
}

/// Where an update proposal stands.
public enum ProposalStatus: String, Sendable, CaseIterable {
  case pending
  case accepted
  case rejected
}

/// What replaced what a recipe said.
public enum RevisionCause: String, Sendable, CaseIterable {
  /// Its creator changed it by hand.
  case edit
  /// A proposal was accepted.
  case proposal
  /// An import brought what its source says now.
  case `import`
  /// A backup brought what it said before.
  case restore
}

/// Which activity reaches a user's feed.
public enum NotificationPreference: String, Sendable, CaseIterable {
  case all
  case own
  case none
}

/// What happened, in the feed of a community or a user.
public enum ActivityKind: String, Sendable, CaseIterable {
  case recipeCreated = "recipe_created"
  case recipesImported = "recipes_imported"
  case variantProposed = "variant_proposed"
  case proposalAccepted = "proposal_accepted"
  case proposalRejected = "proposal_rejected"
  case variantCreated = "variant_created"
  case recipeShared = "recipe_shared"
  case userJoined = "user_joined"
  case userLeft = "user_left"
  case userPromoted = "user_promoted"
  case communityDeleted = "community_deleted"
}

/// What a community can set itself a target of: the measures of which more is the aim.
public enum TargetMeasure: String, Sendable, CaseIterable {
  /// Somebody opened a recipe (R24).
  case views
  /// Different people who did.
  case viewers
  /// How often a recipe was shared into another community (R25).
  case shares
  /// Variants and shares made of its recipes (R25).
  case forks
  /// Recipes that came into the community.
  case recipes
  /// Changes that were proposed.
  case proposals
  /// Proposals that were accepted.
  case accepted
  /// Different members who did something that the feed records, or viewed a recipe.
  case members
}

/// How often a community looks at a target; the periods are those of its own time zone (R28).
public enum TargetFrequency: String, Sendable, CaseIterable {
  case daily
  case weekly
  case monthly
  case quarterly

  /// The length of its periods.
  public var grain: Grain {
    switch self {
    case .daily: .day
    case .weekly: .week
    case .monthly: .month
    case .quarterly: .quarter
    }
  }

  /// The frequency with periods of a length; nil for hours and years.
  public init?(_ grain: Grain) {
    guard let found = TargetFrequency.allCases.first(where: { $0.grain == grain }) else {
      return nil
    }
    self = found
  }
}
