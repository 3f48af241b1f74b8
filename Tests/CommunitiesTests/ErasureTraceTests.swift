import Backups
import Communities
import CommunityRules
import Foundation
import FullText
import GRDB
import Indexes
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

struct ErasureTraceTests {
  private static let email = "zq-person@secret.example"
  private static let id = "zq-id-7f3a9c"
  private static let name = "Zaphodina"

  private let search = TraceSearch(
    words: [Self.email, Self.id, Self.name], viewer: UserKey(7))

  /// Leaves the person in every place that can hold one.
  private func leaveTraces(in village: Village, inTexts: Bool) throws {
    let (store, now) = (village.store, village.clock.now)
    let user = try store.write { (transaction) throws in
      try transaction.insert(
        NewUser(
          id: UserID(Self.id), email: "ZQ-Person@secret.example", username: Self.name,
          tracksViews: false, notifications: .own, createdAt: now))
    }
    try #require(user == search.viewer)
    let acting = ActingAs.person(email: Self.email)
    _ = try village.actions.invite(
      try EmailAddress(Self.email), into: "circle", as: .ada)
    var body = RecipeBody(title: inTexts ? "Stew of Zaphodina" : "Stew")
    body.steps = [StepGroup(steps: [inTexts ? "Ask zq-person@secret.example" : "Stir"])]
    body.credit.author = "ZAPHODINA"
    let stew = try village.actions.createRecipe(
      RecipeRequest(in: .community("circle"), body: body), as: acting)
    try village.actions.editRecipe(stew.id, as: acting) { $0.notes.append("salt") }
    try store.write { (transaction) throws in
      try leaveRows(of: user, recipe: stew.id, in: transaction, at: now)
    }
    _ = try FullTextStage.run(on: store)
  }

  private func leaveRows(
    of user: UserKey, recipe: RecipeID, in transaction: WriteTransaction, at now: Instant
  ) throws {
    let run = try transaction.beginRun(
      RunRequest(
        kind: .import, fingerprint: Digest.sha256([1]),
        label: "/home/zaphodina/box.zip into the catalogue of Zaphodina"),
      id: "run-1", at: now)
    try transaction.keepResult(
      Array(#"{"users":["Zaphodina","zq-person@secret.example"]}"#.utf8), of: run.key)
    try transaction.finishRun(
      run.key, .failed, exitCode: .failed, failure: "R5: Zaphodina cannot leave", at: now)
    try transaction.add(
      MemberAccount(
        archive: "/home/zaphodina/box.zip", member: "zq-id-7f3a9c.json", format: "plain",
        account: Account()),
      to: run.key)
    try leaveStage(of: run.key, in: transaction)
    try transaction.quarantine(
      Rejection(
        .invalidValue, "not for zq-id-7f3a9c",
        at: SourceLocation(archive: "box-of-zaphodina.zip", members: ["a.json"]),
        raw: Array(#"{"author": "zq-person\u0040secret.example", "by": "ZAPHODINA"}"#.utf8)),
      run: run.key, fingerprint: Digest.sha256([2]), at: now)
    let stored = try #require(try transaction.recipe(recipe))
    try transaction.execute(
      """
      INSERT INTO recipe_source VALUES (?, ?, 'zaphodina', 'external_id',
        'mailto:zq-person@secret.example', 1, zeroblob(32), 'plain', 1, ?,
        '/home/zaphodina/box.zip', 'zq-id-7f3a9c.json', '{"owner":"Zaphodina"}', 1)
      """, [stored.key.value, run.key.value, stored.body.value])
    try transaction.execute(
      "UPDATE community SET description = 'write to zq-person@secret.example' WHERE slug = 'circle'"
    )
    try transaction.execute(
      "INSERT INTO feed_mark (user_id, activity_id, marked_at) VALUES (?, 1, 0)", [user.value])
    try transaction.insert(
      NewAuditEntry(
        id: AuditID("old"), action: "user.rename", actor: user, subject: .user(UserID(Self.id)),
        metadata: [
          JSONMember("from", .string(Self.name)), JSONMember("mail", .string(Self.email)),
        ],
        createdAt: now))
    try leavePicture(of: stored.key, in: transaction, at: now)
    let day = now.day
    let events = [
      ViewEvent(recipe: stored.key.value, viewer: nil, at: day.start),
      ViewEvent(recipe: stored.key.value, viewer: user.value, at: day.start),
    ]
    try transaction.storeViewSegment(
      ViewSegment.encode(events, on: day), events: events.count, on: day)
  }

  private func leaveStage(of run: RunKey, in transaction: WriteTransaction) throws(StoreFault) {
    let digest = Digest.sha256([4])
    try transaction.keep(
      PipelineRequest(
        StoredPipeline(name: "nightly", file: digest, settings: digest, isWhole: true),
        stages: [.init(name: "box", kind: "import", settings: digest)]), of: run)
    try transaction.end(
      1, of: run,
      as: StageEnd(
        .failed, failure: "R5: Zaphodina cannot leave", artefact: "/home/zaphodina/report.html",
        result: Array(#"{"user":"Zaphodina"}"#.utf8)))
    try transaction.keep(
      [StageInput(path: "/home/zaphodina/box.zip", isFound: true)], known: 0, ofStage: 1, of: run)
    let reader = InputReader(pipeline: "nightly", stage: "box", settings: digest)
    for path in ["/home/zaphodina/box.zip", "/home/ZAPHODINA/box.zip"] {
      try transaction.remember(KnownInput(path: path, look: digest, content: digest), of: reader)
    }
  }

  /// A photo that says in its packet whose it is.
  private func leavePicture(
    of recipe: RecipeKey, in transaction: WriteTransaction, at now: Instant
  ) throws {
    let photo = SamplePhotos.jpeg(
      exif: SamplePhotos.exif(bigEndian: true, gps: false),
      packet: Array("<dc:creator>ZAPHODINA</dc:creator>".utf8))
    let digest = Digest.sha256(photo)
    try transaction.images.store(photo, digest: digest)
    try transaction.add(
      StoredImage(
        digest: digest, mediaType: "image/jpeg", width: 2, height: 3, byteSize: photo.count),
      to: recipe, position: 0, at: now)
  }

  private func sweep(_ store: RecipeStore) throws {
    _ = try store.images.removeUnnamed { digests in
      try store.read { (transaction) throws(StoreFault) in
        try transaction.storedImages(among: digests)
      }
    }
  }

  private func backUp(_ village: Village, to name: String) throws -> String {
    let path = "\(village.path).\(name).tar"
    _ = try BackupCreation(
      store: village.store,
      selection: ArchiveSelection(community: nil, holdsPrivateDetails: true), communityID: nil,
      createdAt: village.clock.now
    ).run(path: path)
    return path
  }

  @Test(arguments: ErasedRecipes.allCases)
  func `R23: nothing anywhere gives an erased person away`(recipes: ErasedRecipes) throws {
    try Village.with { (village) throws in
      try leaveTraces(in: village, inTexts: recipes == .removed)
      // So that they are in the file as well as in the log.
      try village.store.queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
      }
      let before = try search.traces(
        of: village.store, backup: try backUp(village, to: "before"))
      // The search finds the person in each of these, or it would prove nothing.
      var places: Set = [
        "user.public_id", "user.email", "user.email_folded", "user.username",
        "user.username_folded", "run.label", "run.failure", "run.result", "run_account.archive",
        "run_stage.failure", "run_stage.artefact", "run_stage.result", "run_input.path",
        "known_input.path",
        "run_account.member", "quarantine.archive", "quarantine.raw", "quarantine.message",
        "recipe_source.source_name", "recipe_source.identity", "recipe_source.archive",
        "recipe_source.member", "recipe_source.extras", "recipe_body.structured",
        "community.description", "audit_log.entity_id", "audit_log.metadata", "a view",
        "file levain.db", "file levain.db-wal", "an image",
      ]
      if recipes == .removed { places.formUnion(["recipe_body.title", "the full text"]) }
      #expect(places.subtracting(before) == [])
      #expect(before.contains { $0.hasPrefix("backup user") })

      let outcome = try village.actions.eraseUser(Self.email, recipes: recipes, as: .operator)
      try sweep(village.store)
      try village.store.rewrite()
      let after = try search.traces(of: village.store, backup: try backUp(village, to: "after"))
      #expect(after == [])
      #expect(outcome.views == 1)
      #expect(outcome.memberships == 1)
      #expect(outcome.counts.quarantined == 1)
      #expect(outcome.counts.credits == (recipes == .kept ? 2 : 0))
      #expect(outcome.counts.pictures == (recipes == .kept ? 1 : 0))

      // The audit log is closed again, and both keep a pseudonym.
      #expect(throws: StoreFault.self) {
        try village.store.write { (transaction) throws(StoreFault) in
          try transaction.execute("UPDATE audit_log SET action = 'x'")
        }
      }
      try village.store.read { (transaction) throws in
        let about = try transaction.auditEntries(about: .user(outcome.pseudonym.id))
        #expect(about.map(\.action).contains("user.erase"))
        #expect(about.first { $0.action == "user.rename" }?.metadata.contains("erased-") == true)
        let feed = try transaction.activities(of: search.viewer, limit: 9)
        #expect(feed.map(\.kind).contains(.userLeft))
        #expect(
          try transaction.integer("SELECT count(*) FROM pragma_integrity_check") == 1)
        #expect(try !transaction.dirtyDays().isEmpty)
      }
    }
  }

  @Test func `R23: a backup from before does not bring an erased person back`() throws {
    try Village.with { (village) throws in
      try leaveTraces(in: village, inTexts: false)
      let backup = try backUp(village, to: "before")
      _ = try village.actions.eraseUser(Self.email, recipes: .kept, as: .operator)
      let erasures = try village.store.read { (transaction) throws(StoreFault) in
        try transaction.erasures()
      }
      let copy = try RecipeStore.create(
        at: village.path + ".copy", surroundings: village.clock.surroundings)
      let run = try copy.write { (transaction) throws(StoreFault) in
        try transaction.beginRun(
          RunRequest(kind: .restore, fingerprint: Digest.sha256([3]), label: "backup"),
          id: "run-2", at: village.clock.now)
      }
      _ = try CommunityArchiveImport(store: copy, run: run.key).run(paths: [backup])
      let actions = CommunityActions(store: copy, surroundings: village.clock.surroundings)
      #expect(try actions.applyErasures(erasures).count == 1)
      #expect(try actions.applyErasures(erasures).isEmpty)
      try sweep(copy)
      try copy.rewrite()
      let again = village.path + ".again.tar"
      _ = try BackupCreation(
        store: copy, selection: ArchiveSelection(community: nil, holdsPrivateDetails: true),
        communityID: nil, createdAt: village.clock.now
      ).run(path: again)
      #expect(try search.traces(of: copy, backup: again) == [])
      #expect(try actions.roles(in: "circle").keys.sorted() == ["Ada", "Ben", "Cleo", "Otto"])
    }
  }
}
