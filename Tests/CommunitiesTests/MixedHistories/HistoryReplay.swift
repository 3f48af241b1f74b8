import Archives
import Backups
import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import Testing

@testable import Communities
@testable import Store

extension MixedHistory {
  /// The history as operations, played into an empty store, makes the same rows; and the same
  /// history, unless texts were purged, for which others stand in.
  func expectReplay(in folder: URL) throws {
    try HistoryReplay(store: store, clock: clock, label: "\(self)").expectTheSame(in: folder)
  }
}

/// The history of a store, played into another one.
struct HistoryReplay {
  let store: RecipeStore
  let clock: Clock
  let label: String

  /// Gives the history, as a text.
  @discardableResult
  func expectTheSame(in folder: URL) throws -> String {
    let (history, notes) = try exportedHistory(of: store)
    let copy = try RecipeStore.create(
      at: folder.appending(path: "replayed.db").path, surroundings: clock.surroundings)
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(
          at: folder.appending(path: "replayed.db\(suffix)"))
      }
    }
    let file = folder.appending(path: "history.jsonl")
    try Data(history).write(to: file)
    let run = try copy.write { (transaction) throws in
      try transaction.beginRun(
        RunRequest(kind: .archive, fingerprint: Digest.sha256(history), label: "history"),
        id: "run", at: clock.now)
    }
    var refused: [String] = []
    _ = try CommunityArchiveImport(store: copy, run: run.key).run(paths: [file.path]) {
      rejections in
      refused += rejections.map { "\($0.location.line ?? 0): \($0.message)" }
    }
    #expect(refused == [], "\(label)")
    for difference in try ReplayedRows.differences(between: store, and: copy) {
      Issue.record("\(label): \(difference)")
    }
    let isTheSame = try exportedHistory(of: copy).history == history
    #expect(isTheSame || notes.texts > 0, "\(label): the history of the copy is another")
    return String(decoding: history, as: UTF8.self)
  }

  private func exportedHistory(
    of store: RecipeStore
  ) throws -> (history: [UInt8], notes: HistoryNotes) {
    let sink = MemorySink()
    let summary = try HistoryExport(store: store).run(into: sink)
    #expect(summary.notes.untold == [:] && summary.notes.reasons == 0, "\(label)")
    return (sink.bytes, summary.notes)
  }
}

/// Every table of two stores, row by row.
private enum ReplayedRows {
  /// What a history does not carry, or what is derived from the rest.
  static let tablesAside: Set<String> = [
    "schedule_known", "scheduled_job",
    "installation", "feed_mark", "quarantine", "image_request", "origin_request", "run",
    "pipeline_run", "run_stage", "run_input", "known_input", "run_checkpoint",
    "run_account", "run_warning", "index_state", "rollup_dirty",
    "import_request", "run_change", "run_recipe_change", "import_update", "import_update_tag",
    "import_update_image", "import_proposal", "run_undo",
  ]

  /// Fresh in every store; and whom an erased user was, which nothing leads back to.
  static let columnsAside: [String: Set<String>] = [
    "activity": ["public_id"], "takedown": ["public_id"], "erasure": ["user_digest"],
  ]

  static func differences(between first: RecipeStore, and second: RecipeStore) throws -> [String] {
    let (rows, others) = (try read(first), try read(second))
    #expect(rows.keys.sorted() == others.keys.sorted())
    return rows.keys.sorted().flatMap { table -> [String] in
      let (mine, theirs) = (rows[table] ?? [], others[table] ?? [])
      guard mine != theirs else { return [] }
      return mine.filter { !theirs.contains($0) }.map { "\(table) - \($0)" }
        + theirs.filter { !mine.contains($0) }.map { "\(table) + \($0)" } + ["\(table) differs"]
    }
  }

  private static func read(_ store: RecipeStore) throws -> [String: [String]] {
    try store.read { (transaction) throws in
      let tables = try transaction.rows(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'witness%'
          AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'recipe_text%'
        """
      ) { $0[0] as String }.filter { !tablesAside.contains($0) }
      var found: [String: [String]] = [:]
      for table in tables {
        let aside = columnsAside[table] ?? []
        let columns = try transaction.rows(
          "SELECT name FROM pragma_table_info(?) WHERE name <> 'change'", [table]
        ) { $0[0] as String }.filter { !aside.contains($0) }
        let row = columns.map { column in
          switch (table, column) {
          // What followed from an operation has a fresh id, what was done the operation's own.
          case ("audit_log", "public_id"):
            "iif(metadata ->> 'causedBy' IS NULL, public_id, '')"
          // The digests of purged texts lead nowhere, those of their stand-ins neither.
          case ("audit_log", "metadata"): withoutPurged("body", in: withoutPurged("base"))
          default: "quote(\(column))"
          }
        }.joined(separator: " || ' ' || ")
        found[table] = try transaction.rows("SELECT \(row) FROM \(table) ORDER BY 1") {
          $0[0] as String
        }
      }
      return found
    }
  }

  private static func withoutPurged(_ name: String, in json: String = "metadata") -> String {
    """
    iif(metadata ->> '\(name)' IN (SELECT lower(hex(digest)) FROM recipe_body), \(json),
      json_replace(\(json), '$.\(name)', NULL))
    """
  }
}
