import EventLogs
import Indexes
import JSONText
import PipelineCore
import RecipeModel
import Store

/// One attempt at a load: gives what the walk finds to the batch, by the store's own keys.
final class ViewLoadSession {
  let walk: ViewLogWalk
  private let run: StoredRun
  private let batchEvents: Int
  /// What earlier attempts stored; up to here events are only looked at.
  private let checkpoint: Checkpoint
  private let latest: Instant
  private var batch = ViewBatch()
  private var ids = SeenIDs()
  private var recipes = ReferenceCache<Int64?>()
  private var viewers = ReferenceCache<LoggedViewer?>()

  init(walk: ViewLogWalk, run: StoredRun, checkpoint: Checkpoint, batchEvents: Int) {
    self.walk = walk
    self.run = run
    self.checkpoint = checkpoint
    self.batchEvents = batchEvents
    latest = run.referenceAt.advanced(byMilliseconds: 86_400_000)
  }

  /// Reads and stores one batch; false when the input has ended.
  func storeBatch(in transaction: WriteTransaction) throws -> Bool {
    let goesOn = try fill(in: transaction)
    if !goesOn, !walk.foundLog, let trouble = walk.firstTrouble { throw trouble }
    try batch.store(of: run, in: transaction)
    if !isStored(walk.position) { try transaction.move(walk.position, of: run.key) }
    return goesOn
  }

  private func fill(in transaction: WriteTransaction) throws -> Bool {
    while batch.count < batchEvents {
      guard let step = try walk.next() else { return false }
      switch step {
      case .memberEnd:
        batch.endLog()
      case .rejected(let rejection):
        batch.enter(walk.place, format: walk.format)
        if !isStored(walk.position) { batch.reject(rejection) }
      case .event(let event):
        batch.enter(walk.place, format: walk.format)
        try take(event, in: transaction)
      }
    }
    return true
  }

  private func take(_ event: EventBytes, in transaction: WriteTransaction) throws {
    let isStored = isStored(walk.position)
    if let id = event.id, !ids.insert(id) {
      if !isStored { batch.skip() }
      return
    }
    // Of a log that was stored whole only the ids still matter.
    if isStored, !isInMemberOfCheckpoint { return }
    guard event.at <= latest else {
      return reject(event, .invalidValue, "viewedAt is more than a day after this run")
    }
    let recipe = try recipes.value(of: event.recipeID) { id throws(StoreFault) in
      try transaction.recipeKey(publicID: id)?.value
    }
    guard let recipe else {
      return reject(event, .unknownReference, "recipeId is no recipe of this store")
    }
    var viewer: Int64?
    if let userID = event.userID {
      let known = try viewers.value(of: userID) { id throws(StoreFault) in
        try transaction.viewer(publicID: id)
      }
      switch known {
      case nil: return reject(event, .unknownReference, "userId is no user of this store")
      case .untracked: viewer = nil
      case .user(let key): viewer = key.value
      }
    }
    let view = ViewEvent(recipe: recipe, viewer: viewer, at: event.at)
    if isStored { batch.replay(view) } else { batch.add(view) }
  }

  private func reject(_ event: EventBytes, _ code: Rejection.Code, _ message: String) {
    guard !isStored(walk.position) else { return }
    var place = walk.place
    place.line = event.line
    place.byteOffset = event.byteOffset
    batch.reject(Rejection(code, message, at: place, raw: event.json))
  }

  // MARK: - Position

  private func isStored(_ position: Checkpoint) -> Bool {
    (position.archives, position.members, position.records)
      <= (checkpoint.archives, checkpoint.members, checkpoint.records)
  }

  private var isInMemberOfCheckpoint: Bool {
    (walk.position.archives, walk.position.members) == (checkpoint.archives, checkpoint.members)
  }
}

extension EventBytes {
  /// The event as a JSON line, so that it can be loaded again.
  fileprivate var json: [UInt8] {
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue {
      .string(String(decoding: bytes, as: UTF8.self))
    }
    var members = [JSONMember("recipeId", text(recipeID))]
    if let userID { members.append(JSONMember("userId", text(userID))) }
    members.append(JSONMember("viewedAt", .string(at.description)))
    if let id { members.append(JSONMember("id", text(id))) }
    var writer = JSONWriter()
    writer.value(.object(members))
    return writer.bytes
  }
}
