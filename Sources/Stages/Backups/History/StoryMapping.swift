import ArchiveRecords
import Communities
import RecipeCoding
import RecipeModel
import Store

/// Says what the audit log tells as an operation that does the same again.
///
/// It depends on nothing but the story and the facts. What it cannot say it counts in `notes`.
struct StoryMapping<Facts: HistoryFacts> {
  let facts: Facts
  var notes = HistoryNotes()

  private var names: FormerNames<Facts> { FormerNames(facts: facts) }

  init(facts: Facts) {
    self.facts = facts
  }

  /// The operation; nil for what is none, which is counted.
  mutating func operation(of story: AuditedStory, sequence: Int) throws -> ArchivedOperation? {
    let entry = story.deed.entry
    guard let action = AuditAction(rawValue: entry.action),
      let told = try self.action(action, story, by: entry.actor)
    else {
      notes.untold[entry.action, default: 0] += 1
      return nil
    }
    return ArchivedOperation(
      id: entry.id, at: entry.createdAt, sequence: sequence, actor: entry.actor?.text, action: told)
  }

  /// What was done; nil where the entry lacks what it takes to do it again.
  private mutating func action(
    _ action: AuditAction, _ story: AuditedStory, by actor: UserID?
  ) throws -> ArchivedAction? {
    let deed = story.deed
    let (subject, community) = (deed.entry.subject, deed.entry.community)
    switch action {
    case .createUser: return try subject.user.flatMap { try creation(of: $0, deed) }
    case .eraseUser: return subject.user.map { .erased(erasure(of: $0, story)) }
    case .changeUser: return try subject.user.flatMap { try change(of: $0, deed, by: actor) }
    case .createCommunity:
      return try subject.community.flatMap { try creation(of: $0, story, by: actor) }
    case .changeCommunity: return try subject.community.flatMap { try change(of: $0, deed) }
    case .deleteCommunity: return subject.community.map { .deleteCommunity(community: $0.text) }
    case .restoreCommunity: return try subject.community.flatMap { try restoration(of: $0, story) }
    case .join: return try subject.membership.flatMap { try invitation(as: $0, story) }
    case .promote:
      guard let user = deed.text("user"), let community else { return nil }
      return .promote(user: user, community: community.text)
    case .leave: return community.map { .leave(community: $0.text) }
    case .createRecipe: return try subject.recipe.flatMap { try creation(of: $0, deed) }
    case .editRecipe: return try subject.recipe.flatMap { try edit(of: $0, deed) }
    case .deleteRecipe: return subject.recipe.map { .deleteRecipe($0) }
    case .restoreRecipe: return subject.recipe.map { .restoreRecipe($0) }
    case .tagRecipe: return try subject.recipe.map { try tagging(of: $0, deed) }
    case .createProposal: return try subject.proposal.flatMap { try proposal($0, deed) }
    // Whether it had to be confirmed is not kept; that it was accepted is.
    case .acceptProposal: return subject.proposal.map { .accept($0, isConfirmed: true) }
    case .rejectProposal: return subject.proposal.map { .reject($0) }
    // It changes a list and nothing that is listed.
    case .dismissDuplicate: return nil
    // Nobody does it: it follows.
    case .orphanProposal: return nil
    case .takeDown: return try subject.recipe.map { .takeDown(try takedown(of: $0, deed)) }
    case .liftTakedown: return subject.recipe.map { .liftTakedown($0) }
    case .shareRecipe: return subject.recipe.flatMap { share(as: $0, deed) }
    case .setTarget: return subject.community.flatMap { targetSetting(of: $0, deed) }
    case .removeTarget:
      guard let community = subject.community, let (measure, frequency) = deed.aim else {
        return nil
      }
      return .removeTarget(community: community.text, measure, frequency)
    case .purge: return .purge
    // No operation changes an installation; archives hold its settings.
    case .changeInstallation: return nil
    }
  }
}

// MARK: - People

extension StoryMapping {
  private func creation(of id: UserID, _ deed: AuditedDeed) throws -> ArchivedAction? {
    guard let user = try facts.user(id) else { return nil }
    let position = deed.entry.position
    return .createUser(
      ArchivedUserCreation(
        id: id, email: names.email(of: user, id),
        username: try names.username(of: user, id, at: position)))
  }

  private func change(
    of id: UserID, _ deed: AuditedDeed, by actor: UserID?
  ) throws -> ArchivedAction? {
    let changed = deed.texts("changed")
    guard let user = try facts.user(id) else { return nil }
    return .changeUser(
      ArchivedUserChange(
        user: actor == id ? nil : id.text,
        username: changed.contains("username")
          ? try names.username(of: user, id, at: deed.entry.position) : nil,
        viewTracking: changed.contains("viewTracking") ? deed.flag("viewTracking") : nil,
        notifications: changed.contains("notifications")
          ? deed.text("notifications").flatMap { NotificationPreference(rawValue: $0) } : nil))
  }

  /// Under the pseudonym, which is all that is known of them.
  private func erasure(of id: UserID, _ story: AuditedStory) -> ArchivedErasure {
    ArchivedErasure(
      user: id.text,
      withRecipes: story.deed.text("recipes") == ErasedRecipes.removed.rawValue,
      views: story.deed.count("views") ?? 0,
      successors: story.effects(.promote).compactMap { promotion in
        guard let user = promotion.text("user"), let community = promotion.entry.community
        else { return nil }
        return ArchivedErasure.Successor(community: community.text, user: user)
      })
  }

  /// Who was not known was made by it, and told after it.
  private func invitation(
    as id: MembershipID, _ story: AuditedStory
  ) throws -> ArchivedAction? {
    let deed = story.deed
    guard let guest: UserID = deed.id("user"), let community = deed.entry.community else {
      return nil
    }
    var invitation = ArchivedInvitation(
      community: community.text, user: guest.text, membershipID: id)
    if !story.effects(.createUser).isEmpty {
      guard let user = try facts.user(guest) else { return nil }
      invitation.user = names.email(of: user, guest)
      invitation.username = try names.username(of: user, guest, at: deed.entry.position)
      invitation.userID = guest
    }
    return .invite(invitation)
  }
}

// MARK: - Communities

extension StoryMapping {
  private func creation(
    of id: CommunityID, _ story: AuditedStory, by actor: UserID?
  ) throws -> ArchivedAction? {
    guard let community = try facts.community(id) else { return nil }
    let position = story.deed.entry.position
    return .createCommunity(
      ArchivedCommunityCreation(
        id: id, slug: try names.slug(of: community, id, at: position),
        name: try names.name(of: community, id, at: position),
        description: try names.description(of: community, id, at: position),
        timeZone: story.deed.text("timeZone") ?? "UTC",
        firstAdmin: actor == nil ? story.deed.text("firstAdmin") : nil,
        membershipID: story.begunMembership))
  }

  private func change(of id: CommunityID, _ deed: AuditedDeed) throws -> ArchivedAction? {
    guard let community = try facts.community(id) else { return nil }
    let (changed, position) = (deed.texts("changed"), deed.entry.position)
    return .changeCommunity(
      ArchivedCommunityChange(
        community: id.text,
        slug: changed.contains("slug") ? try names.slug(of: community, id, at: position) : nil,
        name: changed.contains("name") ? try names.name(of: community, id, at: position) : nil,
        description: changed.contains("description")
          ? try names.description(of: community, id, at: position) : nil,
        timeZone: changed.contains("timeZone") ? deed.text("timeZone") : nil))
  }

  private func restoration(of id: CommunityID, _ story: AuditedStory) throws -> ArchivedAction? {
    guard let community = try facts.community(id) else { return nil }
    return .restoreCommunity(
      ArchivedCommunityRestoration(
        community: id.text,
        slug: story.deed.texts("changed").contains("slug")
          ? try names.slug(of: community, id, at: story.deed.entry.position) : nil,
        admin: (story.effects(.join) + story.effects(.promote)).first?.text("user"),
        membershipID: story.begunMembership))
  }
}

// MARK: - Targets

extension StoryMapping {
  private func targetSetting(of id: CommunityID, _ deed: AuditedDeed) -> ArchivedAction? {
    guard let (measure, frequency) = deed.aim, let value = deed.count("value") else { return nil }
    return .setTarget(
      ArchivedTargetSetting(
        id: deed.id("target"), community: id.text, measure: measure, frequency: frequency,
        value: value, since: deed.text("since").flatMap { Day($0) }))
  }
}

extension AuditedDeed {
  /// What a target is of, and how often it is looked at.
  fileprivate var aim: (TargetMeasure, TargetFrequency)? {
    guard let measure = text("measure").flatMap({ TargetMeasure(rawValue: $0) }),
      let frequency = text("frequency").flatMap({ TargetFrequency(rawValue: $0) })
    else { return nil }
    return (measure, frequency)
  }
}

// MARK: - Recipes

extension StoryMapping {
  private mutating func creation(
    of id: RecipeID, _ deed: AuditedDeed
  ) throws -> ArchivedAction? {
    guard let body = try body("body", of: deed) else { return nil }
    return .createRecipe(
      ArchivedRecipeCreation(
        id: id, personalCopyID: deed.id("personalCopy"), community: deed.entry.community?.text,
        body: body, tags: try tagNames("tags", of: deed), imageURL: try facts.imageURL(of: id)))
  }

  private mutating func edit(of id: RecipeID, _ deed: AuditedDeed) throws -> ArchivedAction? {
    try body("body", of: deed).map { .editRecipe(id, body: $0, revision: deed.id("revision")) }
  }

  private func tagging(of id: RecipeID, _ deed: AuditedDeed) throws -> ArchivedAction {
    .tagRecipe(
      id, adding: try tagNames("added", of: deed), removing: try tagNames("removed", of: deed))
  }

  private func share(as id: RecipeID, _ deed: AuditedDeed) -> ArchivedAction? {
    guard let origin: RecipeID = deed.id("origin"), let community = deed.entry.community else {
      return nil
    }
    return .share(origin, into: community.text, fork: id)
  }

  private mutating func proposal(_ id: ProposalID, _ deed: AuditedDeed) throws -> ArchivedAction? {
    guard let recipe: RecipeID = deed.id("recipe"), let body = try body("body", of: deed) else {
      return nil
    }
    return .propose(recipe, body: body, id: id)
  }

  private mutating func takedown(
    of id: RecipeID, _ deed: AuditedDeed
  ) throws -> ArchivedTakedown {
    let taken = try facts.takedowns(
      of: id, at: deed.entry.createdAt, count: deed.count("recipes") ?? 1)
    if taken.isEmpty { notes.reasons += 1 }
    return ArchivedTakedown(
      recipe: id, reason: taken.first?.reason ?? "not kept",
      withCopies: deed.flag("withCopies") ?? false,
      contents: taken.filter(\.isPurged).map {
        ArchivedTakedown.Content(recipe: $0.recipe, digest: $0.contentDigest)
      })
  }

  /// What the entry names by its digest, or what stands for it; nil where it names nothing.
  private mutating func body(_ name: String, of deed: AuditedDeed) throws -> RecipeBody? {
    guard let digest = deed.text(name).flatMap({ Digest(hex: $0) }) else { return nil }
    if let body = try facts.body(digest) { return body }
    notes.texts += 1
    return names.body(digest)
  }

  private func tagNames(_ name: String, of deed: AuditedDeed) throws -> [String] {
    try deed.texts(name).compactMap { try facts.tagName(TagID($0)) }
  }
}

extension AuditedStory {
  fileprivate func effects(_ action: AuditAction) -> [AuditedDeed] {
    effects.filter { $0.entry.action == action.rawValue }
  }

  /// The id of the membership that began with it.
  fileprivate var begunMembership: MembershipID? {
    guard case .membership(let id) = effects(.join).first?.entry.subject else { return nil }
    return id
  }
}

extension AuditSubject {
  fileprivate var user: UserID? { if case .user(let id) = self { id } else { nil } }
  fileprivate var community: CommunityID? { if case .community(let id) = self { id } else { nil } }
  fileprivate var recipe: RecipeID? { if case .recipe(let id) = self { id } else { nil } }
  fileprivate var proposal: ProposalID? { if case .proposal(let id) = self { id } else { nil } }
  fileprivate var membership: MembershipID? {
    if case .membership(let id) = self { id } else { nil }
  }
}
