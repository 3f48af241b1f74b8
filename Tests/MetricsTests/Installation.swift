import CommunityRules
import Foundation
import Indexes
import Metrics
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit

@testable import Store

/// A recipe as the tests think of it, apart from how the store keeps it.
struct SampleRecipe {
  /// Its key, and the number in its public id `recipe-N-end`.
  var number: Int
  /// Nil in a catalogue.
  var community: Int?
  var creator: Int
  var origin: Int?
  var kind: OriginKind?
  /// The number in its title `title-N-end`; that of its origin while it says the same.
  var body: Int
  var words: [String] = []
  var tags: Set<String> = []
  var isDeleted = false

  var id: RecipeID { RecipeID("recipe-\(number)-end") }
  var title: String { (["title-\(body)-end"] + words).joined(separator: " ") }
}

/// A small installation: communities `slug-N-end`, users `user-N-end`, and their recipes.
struct Installation {
  let store: RecipeStore
  var communities = 0
  /// For each user, the communities they belong to and whether as admin.
  var members: [[Int: Role]] = []
  var recipes: [SampleRecipe] = []

  init(in folder: URL) throws {
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path,
      surroundings: Surroundings(
        now: { Instant(milliseconds: 0) }, randomBytes: { Array(repeating: 7, count: 10) }))
  }

  func reach(of user: Int) -> Reach {
    .person(
      UserID("user-\(user)-end"),
      communities: Set(members[user].keys.map { CommunityID("community-\($0)-end") }))
  }

  /// Whether a recipe is within reach of a user, living or deleted.
  func reaches(_ user: Int, _ recipe: SampleRecipe) -> Bool {
    recipe.community.map { members[user][$0] != nil } ?? (recipe.creator == user)
  }

  /// Whether a user may see what a recipe says.
  func mayRead(_ user: Int, _ recipe: SampleRecipe) -> Bool {
    guard reaches(user, recipe) else { return false }
    let isAdmin = recipe.community.map { members[user][$0] == .admin } ?? false
    return !recipe.isDeleted || recipe.creator == user || isAdmin
  }

  func read<Result>(_ reach: Reach, _ body: (ReaderView) throws -> Result) throws -> Result {
    try store.read { transaction in try body(ReaderView(reach, in: transaction)) }
  }

  /// Stores all of it.
  func save() throws {
    try store.write { (transaction) throws(StoreFault) in
      try saveCommunities(in: transaction)
      try saveMembers(in: transaction)
      try saveRecipes(in: transaction)
    }
  }

  /// Fills the three indexes, as their stages do.
  func index() throws {
    try store.write { (transaction) throws(StoreFault) in
      for community in 0..<communities {
        try transaction.recountTags(of: CommunityKey(Int64(community + 1)))
      }
      let forest = Forest(
        recipes.filter { $0.kind != .personalCopy }.map {
          Forest.Edge(node: Int64($0.number), parent: $0.origin.map { Int64($0) })
        })
      for place in forest.keys.indices.compactMap({ forest.placement(at: $0) })
      where place.post + place.depth > 0 {
        try transaction.insert(
          LineagePlace(
            recipe: RecipeKey(place.node), root: RecipeKey(place.root), depth: place.depth,
            pre: place.pre, post: place.post))
      }
      for recipe in recipes where recipe.body == recipe.number {
        try transaction.index(
          IndexedText(RecipeBody(title: recipe.title)), of: BodyKey(Int64(recipe.number)))
      }
      let last = try transaction.lastRecipeChange()
      try transaction.moveWatermark(of: .lineage, to: last)
      try transaction.moveWatermark(of: .tags, to: last)
      try transaction.moveWatermark(of: .text, to: try transaction.lastBody().value)
    }
  }

  private func saveCommunities(in transaction: WriteTransaction) throws(StoreFault) {
    for community in 0..<communities {
      try transaction.prepared(
        """
        INSERT INTO community (id, public_id, slug, name, created_at, updated_at, change)
          VALUES (?, ?, ?, ?, 0, 0, 1)
        """
      ).bind(community + 1).bind("community-\(community)-end").bind("slug-\(community)-end")
        .bind("Name-\(community)-end").run()
    }
  }

  private func saveMembers(in transaction: WriteTransaction) throws(StoreFault) {
    for (user, roles) in members.enumerated() {
      try transaction.prepared(
        """
        INSERT INTO user (id, public_id, email, email_folded, username, username_folded,
          created_at, updated_at, change) VALUES (?1, ?2, ?2, ?2, ?2, ?2, 0, 0, 1)
        """
      ).bind(user + 1).bind("user-\(user)-end").run()
      for (community, role) in roles {
        try transaction.prepared(
          """
          INSERT INTO membership (public_id, user_id, community_id, role, joined_at, change)
            VALUES (?, ?, ?, ?, 0, 1)
          """
        ).bind("membership-\(user)-\(community)").bind(user + 1).bind(community + 1)
          .bind(role.rawValue).run()
      }
    }
  }

  private func saveRecipes(in transaction: WriteTransaction) throws(StoreFault) {
    try transaction.prepared("INSERT INTO deletion VALUES (1, 'recipe', NULL, 1, 1)").run()
    var coder = BodyCoder()
    for recipe in recipes {
      if recipe.body == recipe.number {
        let body = coder.code(RecipeBody(title: recipe.title))
        try transaction.prepared(
          """
          INSERT INTO recipe_body (id, digest, content_digest, title, structured)
            VALUES (?, ?, ?, ?, ?)
          """
        ).bind(recipe.number).bind(blob: body.digest.bytes).bind(blob: body.contentDigest)
          .bind(body.title).bind(utf8: body.json).run()
      }
      let sharedFrom =
        recipe.kind == .share ? recipe.origin.flatMap { recipes[$0 - 1].community } : nil
      let deleted: Int64? = recipe.isDeleted ? 1 : nil
      try transaction.prepared(
        """
        INSERT INTO recipe (id, public_id, body_id, creator_id, community_id, origin_id,
            origin_kind, shared_from_community_id, shared_by_id, shared_at, created_at, updated_at,
            deleted_at, deletion_id, change)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
        """
      ).bind(recipe.number).bind(recipe.id.text).bind(recipe.body).bind(recipe.creator + 1)
        .bind(recipe.community.map { Int64($0 + 1) }).bind(recipe.origin.map { Int64($0) })
        .bind(recipe.kind?.rawValue).bind(sharedFrom.map { Int64($0 + 1) })
        .bind(sharedFrom.map { _ in Int64(recipe.creator + 1) }).bind(sharedFrom.map { _ in 5 })
        .bind(recipe.number * 1000).bind(deleted).bind(deleted).bind(transaction.change).run()
      for name in recipe.tags.sorted() {
        guard let tag = try transaction.storeTag(name) else { continue }
        try transaction.add(tag, to: RecipeKey(Int64(recipe.number)))
      }
    }
  }
}

extension WriteTransaction {
  /// Deletes a community with its memberships; its recipes are the caller's.
  func deleteCommunity(_ key: Int) throws(StoreFault) {
    try prepared("UPDATE membership SET deleted_at = 1, deletion_id = 1 WHERE community_id = ?")
      .bind(key).run()
    try prepared("UPDATE community SET deleted_at = 1, deletion_id = 1, change = ? WHERE id = ?")
      .bind(change).bind(key).run()
  }

  /// Stores how often each recipe of a community was viewed on a day, as a rollup would.
  func addViews(
    _ views: [Int: Int], in community: Int, on day: Day
  ) throws(StoreFault) {
    let place = CalendarPlace(community: CommunityKey(Int64(community + 1)), zone: "UTC")
    if try rollupCalendar(of: place) == nil { try insertCalendar(place) }
    guard let calendar = try rollupCalendar(of: place) else { return }
    let event = ViewEvent(recipe: 0, viewer: nil, at: day.start)
    var builder = CountedDayBuilder()
    for (recipe, count) in views.sorted(by: { $0.key < $1.key }) {
      var view = event
      view.recipe = Int64(recipe)
      builder.add(allOf: Array(repeating: JudgedView(view, .view), count: count))
    }
    try store(
      StoredCountedDay(
        calendar: calendar, day: day, recipes: builder.recipes, views: builder.counts.views,
        anonymous: builder.counts.anonymous, repeats: 0, robots: 0, payload: builder.payload))
  }
}
