import BackupRepository
import Communities
import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Backups
@testable import Store

/// A store in which people do one thing after the other, a repository, and parts that come back.
struct Tale {
  let folder: URL
  private(set) var store: RecipeStore
  let repository: Repository
  private var run: RunKey
  private var day = 0
  private var snapshots = 0

  /// Ada has founded a circle, and Ben and Cleo are in it.
  init(in folder: URL) throws {
    self.folder = folder
    (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "tale.db").path)
    repository = try Repository.create(
      at: folder.appending(path: "backups").path, secret: nil, id: "backups",
      createdAt: Instant(milliseconds: VillageGenerator.start))
    try play([
      (nil, "createUser", #""userId":"ada","email":"ada@example.org","username":"ada""#),
      ("ada", "createCommunity", #""communityId":"k","slug":"circle","name":"Circle""#),
      ("ada", "invite", Tale.invitation(of: "ben")),
      ("ada", "invite", Tale.invitation(of: "cleo")),
      (
        "ada", "createRecipe",
        #""recipeId":"r","personalCopyId":"p","community":"circle","title":"Rye","tags":["Sour"]"#
      ),
    ])
  }

  static func invitation(of name: String) -> String {
    #""community":"circle","user":"\#(name)@example.org","username":"\#(name)","userId":"\#(name)""#
  }

  /// Has things done, a day after the other; all must be done.
  mutating func play(_ deeds: [(actor: String?, op: String, rest: String)]) throws {
    var lines = ""
    for deed in deeds {
      day += 1
      let at = Instant(milliseconds: VillageGenerator.start + Int64(day) * 86_400_000)
      lines += #"{"op":"\#(deed.op)","at":"\#(at)""#
      if let actor = deed.actor { lines += #","as":"\#(actor)""# }
      lines += (deed.rest.isEmpty ? "" : ",") + deed.rest + "}\n"
    }
    let archive = folder.appending(path: "deeds-\(day).jsonl")
    try lines.write(to: archive, atomically: true, encoding: .utf8)
    let outcome = try CommunityArchiveImport(store: store, run: run).run(paths: [archive.path]) {
      for rejection in $0 { Issue.record("\(rejection.message)") }
    }
    #expect(outcome.total.inserted == deeds.count)
  }

  /// Removes for good what was deleted.
  mutating func purge() throws {
    day += 40
    try play([(nil, "purge", "")])
  }

  mutating func backUp() throws -> SnapshotID {
    snapshots += 1
    return try Hamlet.backUp(
      store, into: repository, at: Instant(milliseconds: VillageGenerator.start + Int64(snapshots))
    ).id
  }

  /// A day after the beginning.
  static func surroundings(day: Int) -> Surroundings {
    let made = Mutex<Int64>(0)
    return Surroundings(
      now: { Instant(milliseconds: VillageGenerator.start + Int64(day) * 86_400_000) },
      randomBytes: {
        let number = made.withLock { number in
          number += 1
          return number
        }
        return [0, 0] + withUnsafeBytes(of: number.bigEndian, Array.init)
      })
  }

  /// The same repository, and another store.
  init(_ tale: Tale, in store: RecipeStore, _ run: RunKey) {
    self = tale
    self.store = store
    self.run = run
  }

  /// Brings a community back, twice: the second time nothing changes.
  ///
  /// Whom the store or somebody else knows as erased is erased in the snapshot first.
  func restore(
    _ snapshot: SnapshotID, _ policy: ConflictPolicy, of community: CommunityID = CommunityID("k"),
    erasing erasures: [StoredErasure]? = nil
  ) throws -> PartialRestoring.Outcome {
    try bring(snapshot, into: store, as: run, policy, of: community, erasing: erasures)
  }

  /// Brings a community into a store, twice: the second time nothing changes.
  @discardableResult
  func bring(
    _ snapshot: SnapshotID, into store: RecipeStore, as run: RunKey, _ policy: ConflictPolicy,
    of community: CommunityID = CommunityID("k"), erasing erasures: [StoredErasure]? = nil
  ) throws -> PartialRestoring.Outcome {
    let folder = folder.appending(path: "open-\(snapshot)-\(policy)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try OpenSnapshot.with(snapshot, of: repository, inFolder: folder, holder: "a test") {
      open in
      if let erasures {
        _ = try CommunityActions(
          store: open.store, surroundings: Tale.surroundings(day: 200)
        ).repeatErasures(erasures, asIn: store)
      }
      let key = try open.store.read { (transaction) throws in
        try #require(try transaction.community(community)).key
      }
      let selection = ArchiveSelection(
        .community(key), holdsPrivateDetails: true, namesOtherPlaces: true)
      let outcome = try PartialRestoring.bring(selection, of: open, into: store, as: run, policy)
      let rows = try Hamlet.rows(of: store)
      let again = try PartialRestoring.bring(selection, of: open, into: store, as: run, policy)
      #expect(again.total.inserted == 0 && again.total.updated == 0)
      let last = try Hamlet.rows(of: store)
      #expect(SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
      return outcome
    }
  }

  /// The rows of a query of texts.
  func texts(_ sql: String) throws -> [String] { try Hamlet.texts(sql, in: store) }
}
