public import CommunityRules
import RecipeCoding
public import RecipeModel
public import Store

extension CommunityActions {
  /// Gives back what one deletion of a community took (R21); the operator's alone.
  ///
  /// `name` is its id or the slug it had. `slug` is what to call it from now on, where another
  /// community took its name; `admin` who is to be its admin, where none comes back (R6).
  public func restoreCommunity(
    _ name: String, slug: Slug? = nil, admin: String? = nil, as acting: ActingAs
  ) throws -> CommunitySummary {
    try change(as: acting) { try $0.restoreCommunity(name, slug: slug, admin: admin) }
  }
}

extension CommunityActions {
  /// Gives a deleted community back, inside a transaction of many, with what that deletion took, as
  /// long as it is not purged: a backup outlives the retention.
  ///
  /// Says why a rule refuses it, as where no admin comes back with it (R6); nil when it is back.
  public static func giveBack(
    _ id: CommunityID, at now: Instant, in transaction: WriteTransaction
  ) throws -> String? {
    guard let community = try transaction.community(id), let deletion = community.deletion else {
      throw StoreFault(.inconsistent("the community to be given back is not deleted"))
    }
    let story = Story(
      of: AuditID(
        NameBasedID.make(["given back", id.text, String(deletion.deletion.value)])))
    let change = Change(
      transaction: transaction, asker: try Standings(transaction: transaction).asker(.operator),
      now: now, story: story)
    do {
      _ = try change.restoreCommunity(
        community, slug: nil, admin: nil, within: try Retention(days: 36_500))
      return nil
    } catch let refusal as Refusal {
      return refusal.what
    }
  }
}

extension Change {
  /// Gives a community back; a given id is for its admin's membership that has one already.
  func restoreCommunity(
    _ name: String, slug: Slug?, admin: String?, membership: MembershipID? = nil
  ) throws -> CommunitySummary {
    try restoreCommunity(
      try standings.deletedCommunity(named: name, for: asker), slug: slug, admin: admin,
      membership: membership)
  }

  func restoreCommunity(
    _ community: StoredCommunity, slug: Slug?, admin: String?, membership: MembershipID? = nil,
    within retention: Retention? = nil
  ) throws -> CommunitySummary {
    let adminUser = try admin.map { try standings.user(named: $0) }
    let decision = try RestoreCommunity.decide(
      RestoreCommunity.Request(
        slug: slug, admin: adminUser.map { PersonStanding(id: $0.id, username: $0.username) }),
      in: try standings.restoreState(of: community, slug: slug),
      retention: try retention ?? standings.retention(), by: asker.actor, at: now)
    if let slug = decision.slug {
      try transaction.setSlug(of: community.key, to: slug.text, at: now)
    }
    let counts = try transaction.undo(DeletionKey(decision.restoration))
    let changed = decision.slug == nil ? [] : [JSONMember("changed", .array([.string("slug")]))]
    try audit(
      .restoreCommunity, .community(community.id), in: community.key, counts.members + changed)
    if let draft = decision.admin { try install(draft, as: membership, in: community.key) }
    guard let restored = try transaction.community(community.key) else {
      throw StoreFault(.inconsistent("the community just restored is not there"))
    }
    try settleOrphans(in: restored)
    return try standings.summary(of: restored, for: asker)
  }
}

extension Standings {
  fileprivate func restoreState(
    of community: StoredCommunity, slug: Slug?
  ) throws -> RestoreCommunity.State {
    let holder = try transaction.community(slug: slug?.text ?? community.slug)
    return RestoreCommunity.State(
      community: community.standing,
      returningAdminCount: try community.deletion.map {
        try transaction.returningAdminCount(of: $0.deletion)
      } ?? 0,
      slugIsTaken: holder.map { $0.key != community.key } ?? false)
  }

  /// For how long what was deleted can be restored here.
  func retention() throws -> Retention { try Retention(days: try transaction.retentionDays()) }
}

extension Change {
  /// Makes a user an admin; one who came back as a member is promoted.
  fileprivate func install(
    _ draft: MembershipDraft, as given: MembershipID?, in community: CommunityKey
  ) throws {
    if let user = try transaction.user(draft.user),
      let returned = try transaction.membership(of: user.key, in: community)
    {
      try promote(returned, of: user)
    } else {
      try begin(draft, as: given, in: community)
    }
  }
}
