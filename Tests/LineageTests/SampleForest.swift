import Foundation
import PipelineCore
import RecipeModel
import TestKit

@testable import Store

/// A store with one member, one community and recipes that can be forked, moved and deleted.
struct SampleForest {
  let store: RecipeStore
  private let body: Int64
  private let community: Int64
  private let user: Int64

  init(in folder: URL) throws {
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: .fixed)
    (body, community, user) = try store.write { transaction throws(StoreFault) in
      let change = transaction.change
      let body = try transaction.prepared(
        """
        INSERT INTO recipe_body (digest, content_digest, title, structured)
          VALUES (zeroblob(32), zeroblob(16), 'loaf', '{"title":"loaf"}') RETURNING id
        """
      ).integer()
      let user = try transaction.prepared(
        """
        INSERT INTO user (public_id, email, email_folded, username, username_folded, created_at,
          updated_at, change) VALUES ('u', 'u@x', 'u@x', 'u', 'u', 0, 0, ?) RETURNING id
        """
      ).bind(change).integer()
      let community = try transaction.prepared(
        """
        INSERT INTO community (public_id, slug, name, created_at, updated_at, change)
          VALUES ('c', 'c', 'C', 0, 0, ?) RETURNING id
        """
      ).bind(change).integer()
      return (body ?? 0, community ?? 0, user ?? 0)
    }
  }

  /// Adds a recipe with the public id `r` and its number.
  func add(
    _ number: Int64, from origin: Int64? = nil, _ kind: OriginKind? = nil,
    in transaction: WriteTransaction
  ) throws(StoreFault) {
    let isShare = kind == .share
    try transaction.prepared(
      """
      INSERT INTO recipe (id, public_id, body_id, creator_id, community_id, origin_id, origin_kind,
          shared_from_community_id, shared_by_id, shared_at, created_at, updated_at, change)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)
      """
    ).bind(number).bind("r\(number)").bind(body).bind(user)
      .bind(kind == .personalCopy ? nil : community).bind(origin).bind(kind?.rawValue)
      .bind(isShare ? community : nil).bind(isShare ? user : nil).bind(isShare ? 0 : nil)
      .bind(transaction.change).run()
  }

  /// Gives a recipe another origin, or none.
  func move(
    _ number: Int64, to origin: Int64?, in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.prepared(
      """
      UPDATE recipe SET origin_id = ?, origin_kind = ?, shared_from_community_id = NULL,
        shared_by_id = NULL, shared_at = NULL, change = ? WHERE id = ?
      """
    ).bind(origin).bind(origin.map { _ in OriginKind.variant.rawValue }).bind(transaction.change)
      .bind(number).run()
  }

  func delete(_ number: Int64, in transaction: WriteTransaction) throws(StoreFault) {
    let deletion = try transaction.prepared(
      "INSERT INTO deletion (kind, deleted_at, change) VALUES ('recipe', 1, ?) RETURNING id"
    ).bind(transaction.change).integer()
    try transaction.prepared(
      "UPDATE recipe SET deleted_at = 1, deletion_id = ?, change = ? WHERE id = ?"
    ).bind(deletion).bind(transaction.change).bind(number).run()
  }

  func restore(_ number: Int64, in transaction: WriteTransaction) throws(StoreFault) {
    try transaction.prepared(
      "UPDATE recipe SET deleted_at = NULL, deletion_id = NULL, change = ? WHERE id = ?"
    ).bind(transaction.change).bind(number).run()
  }

  /// The rows of the index, a line for each.
  func rows() throws -> [String] {
    try store.read { (transaction) throws(StoreFault) in
      var rows: [String] = []
      try transaction.eachIntegerRow(
        "SELECT recipe_id, root_id, depth, pre, post FROM lineage ORDER BY recipe_id"
      ) { row in
        rows.append("\(row[0]) in \(row[1]) at \(row[2]) from \(row[3]) to \(row[4])")
      }
      return rows
    }
  }

  /// The rows as they must be, by walking down from each root.
  func expectedRows() throws -> [String] {
    var edges: [(id: Int64, origin: Int64?)] = []
    try store.read { (transaction) throws(StoreFault) in
      try transaction.eachIntegerRow(
        "SELECT id, iif(origin_kind = 'personal_copy', NULL, origin_id) FROM recipe ORDER BY id"
      ) { edges.append(($0[0], $0.optional(1))) }
    }
    var children: [Int64: [Int64]] = [:]
    var roots: [Int64] = []
    for edge in edges {
      if let origin = edge.origin {
        children[origin, default: []].append(edge.id)
      } else {
        roots.append(edge.id)
      }
    }
    var rows: [(Int64, String)] = []
    for root in roots where children[root] != nil {
      var (pre, post) = (0, 0)
      func walk(_ node: Int64, depth: Int) {
        let first = pre
        pre += 1
        for child in children[node] ?? [] { walk(child, depth: depth + 1) }
        rows.append((node, "\(node) in \(root) at \(depth) from \(first) to \(post)"))
        post += 1
      }
      walk(root, depth: 0)
    }
    return rows.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension Surroundings {
  /// A clock that stands still and ids that repeat.
  static var fixed: Surroundings {
    Surroundings(
      now: { Instant(milliseconds: 1_795_000_000_000) },
      randomBytes: { Array(repeating: 7, count: 10) })
  }
}
