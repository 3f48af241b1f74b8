public import RecipeModel

extension ReadTransaction {
  /// The living membership of a user in a community.
  public func membership(
    of user: UserKey, in community: CommunityKey
  ) throws(StoreFault) -> StoredMembership? {
    try row(
      """
      SELECT * FROM membership WHERE user_id = ? AND community_id = ? AND deleted_at IS NULL
      """, [user.value, community.value]
    ) { try StoredMembership($0) }
  }

  /// When a user last left a community; nil for who never did.
  public func lastDeparture(
    of user: UserKey, from community: CommunityKey
  ) throws(StoreFault) -> Instant? {
    try row(
      "SELECT max(deleted_at) FROM membership WHERE user_id = ? AND community_id = ?",
      [user.value, community.value]
    ) { ($0[0] as Int64?).map { Instant(milliseconds: $0) } } ?? nil
  }

  /// The roles of a user in all their living communities, in no order.
  ///
  /// Asked before everything that somebody does. The index is named because SQLite prefers the
  /// one that also holds the memberships that ended, which become the most in time.
  public func roles(of user: UserKey) throws(StoreFault) -> [CommunityRole] {
    try rows(
      """
      SELECT c.id, c.public_id, c.slug, m.role
        FROM membership m INDEXED BY ux_membership_living
        CROSS JOIN community c ON c.id = m.community_id
       WHERE m.user_id = ? AND m.deleted_at IS NULL AND c.deleted_at IS NULL
      """, [user.value]
    ) { row in
      CommunityRole(
        community: CommunityKey(row[0]), id: CommunityID(row[1]), slug: row[2],
        role: try row.state("role"))
    }
  }

  /// The living communities that a user is a living member of, by slug.
  public func affiliations(of user: UserKey) throws(StoreFault) -> [StoredAffiliation] {
    try rows(
      """
      SELECT c.*, m.role FROM membership m INDEXED BY ux_membership_living
        JOIN community c ON c.id = m.community_id
       WHERE m.user_id = ? AND m.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY c.slug
      """, [user.value]
    ) { row in
      StoredAffiliation(community: try StoredCommunity(row), role: try row.state("role"))
    }
  }

  /// The living members of a community, the longest in it first.
  public func members(of community: CommunityKey) throws(StoreFault) -> [StoredMember] {
    let memberships = try rows(
      """
      SELECT * FROM membership WHERE community_id = ? AND deleted_at IS NULL
       ORDER BY joined_at, id
      """, [community.value]
    ) { try StoredMembership($0) }
    var members: [StoredMember] = []
    for membership in memberships {
      guard let user = try user(membership.user) else {
        throw StoreFault(.inconsistent("a membership has no user"))
      }
      members.append(StoredMember(membership: membership, user: user))
    }
    return members
  }

  /// Who remains in a community besides one of its members.
  ///
  /// Counts are whole; of those who are not admins up to `nameLimit` are named.
  public func otherMembers(
    of community: CommunityKey, besides user: UserKey, nameLimit: Int
  ) throws(StoreFault) -> OtherMembers {
    let counts = try row(
      """
      SELECT count(*) FILTER (WHERE role = 'admin') AS admins, count(*) AS all_members
        FROM membership WHERE community_id = ? AND user_id <> ? AND deleted_at IS NULL
      """, [community.value, user.value]
    ) { (admins: $0["admins"] as Int, all: $0["all_members"] as Int) }
    let names = try rows(
      """
      SELECT u.username FROM membership m JOIN user u ON u.id = m.user_id
       WHERE m.community_id = ? AND m.user_id <> ? AND m.role = 'member' AND m.deleted_at IS NULL
       ORDER BY m.joined_at, m.id LIMIT ?
      """, [community.value, user.value, nameLimit]
    ) { $0["username"] as String }
    let admins = counts?.admins ?? 0
    return OtherMembers(
      adminCount: admins, memberCount: (counts?.all ?? 0) - admins, memberNames: names)
  }

  /// How many living members a community has.
  public func memberCount(of community: CommunityKey) throws(StoreFault) -> Int {
    Int(
      try integer(
        "SELECT count(*) FROM membership WHERE community_id = ? AND deleted_at IS NULL",
        [community.value]))
  }
}

extension WriteTransaction {
  /// Stores a membership; a second living one of a user in a community is a constraint fault.
  public func insert(_ new: NewMembership) throws(StoreFault) -> MembershipKey {
    MembershipKey(
      try insert(
        """
        INSERT INTO membership (public_id, user_id, community_id, role, joined_at, invited_by_id,
          deleted_at, deletion_id, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          new.id.text, new.user.value, new.community.value, new.role.rawValue,
          new.joinedAt.milliseconds, new.invitedBy?.value, new.deletedAt?.milliseconds,
          new.deletion?.value, change,
        ]))
  }

  public func setRole(of membership: MembershipKey, to role: Role) throws(StoreFault) {
    try execute(
      "UPDATE membership SET role = ?, change = ? WHERE id = ?",
      [role.rawValue, change, membership.value])
  }

  /// Ends a membership by leaving; never before it began, even if the clock was set back.
  public func endMembership(_ membership: MembershipKey, at now: Instant) throws(StoreFault) {
    try execute(
      "UPDATE membership SET deleted_at = max(?, joined_at), change = ? WHERE id = ?",
      [now.milliseconds, change, membership.value])
  }
}
