import PipelineCore
import RecipeModel
import Store

/// One change by somebody: its transaction, its moment, and what it leaves in the feed and the log.
struct Change {
  let transaction: WriteTransaction
  let asker: Asker
  /// The one moment of the change.
  let now: Instant
  let story: Story
  /// The run that it is a part of; nil where somebody does it by itself.
  var run: RunID?
  /// Whether another store tells of it, and what follows from it is settled there: it leaves nothing
  /// in the feed and the log, and nobody's proposals become variants.
  var isToldElsewhere = false

  var standings: Standings { Standings(transaction: transaction) }

  /// An id for something that somebody creates.
  func freshID<Entity>() -> EntityID<Entity> { EntityID(story.freshID()) }

  /// Adds an entry to the feed of a user and, where one is concerned, of a community.
  func tell(
    _ kind: ActivityKind, about user: UserKey, in community: CommunityKey?,
    recipe: RecipeKey? = nil
  ) throws(StoreFault) {
    guard !isToldElsewhere else { return }
    try transaction.insert(
      NewActivity(
        id: freshID(), kind: kind, user: user, community: community, recipe: recipe,
        createdAt: now))
  }

  /// Adds an entry to the audit log; `metadata` holds ids and counts, never what people wrote.
  func audit(
    _ action: AuditAction, _ subject: AuditSubject, in community: CommunityKey? = nil,
    _ metadata: [JSONMember] = []
  ) throws(StoreFault) {
    guard !isToldElsewhere else { return }
    let entry = story.nextEntry()
    let within = run.map { [JSONMember("run", id: $0)] } ?? []
    try transaction.insert(
      NewAuditEntry(
        id: entry.id, action: action.rawValue, actor: asker.key, subject: subject,
        community: community, metadata: metadata + entry.because + within, createdAt: now))
  }
}

extension JSONMember {
  init(_ name: String, id: EntityID<some Any>) { self.init(name, .string(id.text)) }

  /// In hexadecimal.
  init(_ name: String, digest: Digest) { self.init(name, .string(digest.hex)) }

  init(_ name: String, ids: [EntityID<some Any>]) {
    self.init(name, .array(ids.map { .string($0.text) }))
  }

  init(_ name: String, count: Int) { self.init(name, .integer(Int64(count))) }
}
