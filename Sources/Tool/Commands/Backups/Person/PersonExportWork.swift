import BackupRepository
import Backups
import Communities
import PipelineCore
import RecipeModel
import Store

/// Writes an archive of everything of and about one user.
struct PersonExportWork {
  var path: String
  /// An e-mail address, a username or an id.
  var person: String
  /// Whether the archive is read again.
  var isVerified = true
  var acting: ActingAs

  /// Takes it out of the store.
  func run(in session: CommandSession) throws -> PersonExportResult {
    let store = try session.openStore()
    let user = try CommunityActions(store: store, surroundings: session.surroundings)
      .resolvePersonalData(of: person, as: acting)
    return try session.observed { observer in
      try PersonArchive(
        path: path, user: user, store: store, moment: session.surroundings.now(),
        observer: observer
      ).write(isVerified: isVerified) { digest, _ in store.images.read(digest) }
    }
  }

  /// Takes it out of a snapshot, as it was then; who was erased since is erased there first (R23).
  func run(
    in session: CommandSession, from repository: Repository, _ snapshot: SnapshotID
  ) throws -> PersonExportResult {
    var name = person
    if acting != .operator {
      // Who is who, the store of today says.
      name = try CommunityActions(store: session.openStore(), surroundings: session.surroundings)
        .resolvePersonalData(of: person, as: acting).id.text
    }
    return try session.inWorkFolder(of: repository.path, in: nil, for: "export") { folder in
      try session.observed { observer in
        try OpenSnapshot.with(
          snapshot, of: repository, inFolder: folder, holder: session.holder(of: "backup export"),
          observer: observer
        ) { open in
          guard !open.isOfPart else { throw PersonInPart(snapshot: snapshot) }
          let actions = CommunityActions(store: open.store, surroundings: session.surroundings)
          let found = try actions.resolvePersonalData(of: name, as: .operator)
          try eraseAgain(found, in: open, actions, session)
          let user = try actions.resolvePersonalData(of: found.id.text, as: .operator)
          if acting != .operator { try endWhatEnded(of: user, in: open.store, session) }
          return try PersonArchive(
            path: path, user: user, store: open.store, moment: open.summary.manifest.createdAt,
            observer: observer
          ).write(isVerified: isVerified, open.image)
        }
      }
    }
  }

  /// Ends in a snapshot's store the memberships that are none today: access ends at once (R5), also
  /// to what the communities that somebody left held when they were there.
  private func endWhatEnded(
    of user: StoredUser, in then: RecipeStore, _ session: CommandSession
  ) throws {
    let roles = try then.read { (transaction) throws(StoreFault) in
      try transaction.roles(of: user.key)
    }
    let ended = try session.openStore().read { (transaction) throws(StoreFault) in
      var ended: [(community: CommunityKey, at: Instant?)] = []
      guard let today = try transaction.user(user.id) else { return ended }
      let living = Set(try transaction.roles(of: today.key).map(\.id))
      for role in roles where !living.contains(role.id) {
        var moment: Instant?
        if let community = try transaction.community(role.id) {
          moment = try transaction.lastDeparture(of: today.key, from: community.key)
        }
        ended.append((role.community, moment))
      }
      return ended
    }
    let now = session.surroundings.now()
    try then.write { (transaction) throws(StoreFault) in
      for (community, moment) in ended {
        if let membership = try transaction.membership(of: user.key, in: community) {
          try transaction.endMembership(membership.key, at: moment ?? now)
        }
      }
    }
  }

  private func eraseAgain(
    _ user: StoredUser, in open: OpenSnapshot, _ actions: CommunityActions,
    _ session: CommandSession
  ) throws {
    let erasures = try session.erasures(
      after: open.id, in: open.repository, besides: session.storeIfThere())
    guard !erasures.isEmpty else { return }
    // What pictures note of a person is taken out of their files.
    let recipes = try open.store.read { try $0.recipesNotPurged(of: user.key) }
    try open.fetchImages(of: ArchiveSelection(.recipes(recipes), holdsPrivateDetails: true))
    _ = try actions.applyErasures(erasures)
  }
}

/// A snapshot of one community, which does not hold all of anybody.
struct PersonInPart: Fault {
  var snapshot: SnapshotID

  var what: String { "\(snapshot) is of one community, and does not hold all of a person" }
  var hint: String? { "name a snapshot of everything; `levain backup list` shows them" }
}
