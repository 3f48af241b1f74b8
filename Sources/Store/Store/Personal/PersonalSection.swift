public import RecipeModel

/// Rows of one kind that are of a user or about them, as they may have them.
///
/// Of others there are usernames and never addresses, and of recipes that are out of their reach
/// nothing that R19 keeps from them.
public struct PersonalSection: Sendable {
  /// What a column holds.
  public enum Kind: Sendable {
    case text, moment, number, flag
    /// One of a closed set, whose words have underscores between them.
    case word
    /// JSON as it is stored.
    case json
    /// What a recipe says, as JSON.
    case body
  }

  public struct Column: Sendable {
    /// The member of the row's object in JSON.
    public var name: String
    /// For people; nil where it is of use to programs alone.
    public var title: String?
    public var kind: Kind

    init(_ name: String, _ title: String? = nil, _ kind: Kind = .text) {
      self.name = name
      self.title = title
      self.kind = kind
    }
  }

  /// The member of the document, and what the section is known by on the page.
  public var name: String
  public var title: String
  /// What stands in it, in a sentence.
  public var explanation: String
  public var columns: [Column]
  /// The columns of the schema that lead from rows to the user, as `table.column`.
  public var follows: [String]
  /// Gives the columns in their order; `?1` is the key of the user.
  let query: String

  init(
    _ name: String, _ title: String, _ explanation: String, follows: [String] = [],
    columns: [Column], query: String
  ) {
    self.name = name
    self.title = title
    self.explanation = explanation
    self.follows = follows
    self.columns = columns
    self.query = query
  }

  /// All that are rows of tables, in the order of the document; views come last.
  public static let all = aboutThem + aboutRecipes + aboutWork

  /// What they viewed, which is packed by days and has no rows of its own.
  public static let views = PersonalSection(
    "views", "Views", "Which recipes they opened, and when.", follows: ["view_segment.payload"],
    columns: [
      Column("recipeId"), Column("title", "Recipe"), Column("viewedAt", "When", .moment),
    ], query: "SELECT NULL, NULL, NULL WHERE ?1 IS NULL")

  /// The columns that name a user and lead to nothing here, each with the reason.
  public static let leftOut = [
    "erasure.user_digest": "an erasure is kept so that nobody can tell whose it was"
  ]

  /// The columns of their own row that the document's `account` says.
  static let account = [
    "public_id", "email", "username", "tracks_views", "tracking_changed_at", "notifications",
    "created_at", "updated_at", "deleted_at", "erased_at",
  ]

  /// The columns of what is theirs that no section gives, each with the reason; besides the numbers
  /// of rows and of changes.
  static let contentLeftOut = [
    "membership.deletion_id": "which act ended it, the feed says",
    "recipe.deletion_id": "which act took it, takedowns and deletions say",
    "recipe_body.digest": "it follows from the text",
    "recipe_body.content_digest": "it follows from the text",
    "recipe_source.run_id": "runs are the operator's",
    "recipe_source.archive": "paths are the operator's",
    "recipe_source.member": "paths are the operator's",
    "recipe_source.identity_ordinal": "it tells equal records of a source apart",
    "recipe_source.record_digest": "it follows from the record",
    "recipe_source.reader_version": "it is of the tool",
    "recipe_source.body_id": "what it became, recipes and revisions say",
    "recipe_revision.proposal_id": "that a proposal caused it is said; whose it was, decisions say",
    "proposal.base_body_id": "what it was made from is of the recipe's creator",
    "proposal.record_digest": "it follows from the record",
    "proposal.recipe_community_id": "it repeats what the recipe says",
    "proposal.deletion_id": "which act took it, deletions say",
    "image.width": "the picture itself is there",
    "image.height": "the picture itself is there",
    "takedown.public_id": "nothing names it",
    "takedown.community_id": "the recipe says where",
    "takedown.content_digest": "it follows from the text",
    "feed_mark.activity_id": "it is the number of a row",
  ]

  /// Columns that lead to the user by a text or packed bytes, which the schema does not tell.
  static let untold = ["audit_log.entity_id", "quarantine.target", "view_segment.payload"]
}

/// What stands in a column of a row.
public enum PersonalValue: Sendable, Equatable {
  case none
  case text(String)
  case moment(Instant)
  case number(Int64)
  case flag(Bool)
  case json([UInt8])
}

extension PersonalSection {
  /// A condition that the user may see a recipe, by the alias of its row: their own, and what lives in
  /// a community that they belong to.
  static func isSeen(_ recipe: String) -> String {
    """
    (\(recipe).creator_id = ?1
      OR (\(recipe).deleted_at IS NULL AND \(isMember(of: "\(recipe).community_id"))))
    """
  }

  /// A condition that they belong to a community that lives, by the column that names it.
  static func isMember(of column: String) -> String {
    """
    EXISTS (SELECT 1 FROM membership own JOIN community place ON place.id = own.community_id
       WHERE own.user_id = ?1 AND own.community_id = \(column)
         AND own.deleted_at IS NULL AND place.deleted_at IS NULL)
    """
  }

  /// An expression where they may know what became of a recipe, and null elsewhere.
  ///
  /// That is in their own catalogue and where they belong: who left learns nothing of what happened
  /// since (R5).
  static func now(_ expression: String, of recipe: String) -> String {
    "CASE WHEN \(isNear(recipe)) THEN \(expression) END"
  }

  static func isNear(_ recipe: String) -> String {
    """
    ((\(recipe).community_id IS NULL AND \(recipe).creator_id = ?1)
      OR \(isMember(of: "\(recipe).community_id")))
    """
  }

  /// The title of a recipe that they may see.
  static func title(of recipe: String) -> String {
    """
    CASE WHEN \(isSeen(recipe))
      THEN (SELECT said.title FROM recipe_body said WHERE said.id = \(recipe).body_id) END
    """
  }

  /// The id of a recipe that they may see.
  static func id(of recipe: String) -> String {
    "CASE WHEN \(isSeen(recipe)) THEN \(recipe).public_id END"
  }
}

extension ReadTransaction {
  /// Hands over the rows of a section, in its order; memory does not grow with their number.
  ///
  /// - Parameters:
  ///   - section: Which rows.
  ///   - user: Whose they are.
  ///   - body: Takes the values of a row, in the order of the columns.
  /// - Throws: A `StoreFault`; what the body throws.
  public func eachPersonalRow(
    of section: PersonalSection, about user: UserKey, _ body: ([PersonalValue]) throws -> Void
  ) throws {
    try eachRow(section.query, [user.value]) { row in
      try body(
        section.columns.indices.map { position in
          row.personalValue(at: position, section.columns[position].kind)
        })
    }
  }

  /// A recipe that they viewed: its id, and its title where they may see it now.
  public func viewedRecipe(
    _ recipe: RecipeKey, by user: UserKey
  ) throws(StoreFault) -> (id: RecipeID, title: String?)? {
    try row(
      "SELECT r.public_id, \(PersonalSection.title(of: "r")) FROM recipe r WHERE r.id = ?2",
      [user.value, recipe.value]
    ) { (id: RecipeID($0[0] as String), title: $0[1] as String?) }
  }

  /// Hands over the stored pictures of the recipes that they created, by their digests.
  public func eachPersonalImage(
    of user: UserKey, _ body: (_ digest: Digest, _ mediaType: String, _ bytes: Int) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT digest, media_type, byte_size FROM image WHERE id IN (
        SELECT i.image_id FROM recipe_image i JOIN recipe r ON r.id = i.recipe_id
         WHERE r.creator_id = ?1 AND i.image_id IS NOT NULL) ORDER BY digest
      """, [user.value]
    ) { row in try body(row.digest("digest"), row["media_type"], row["byte_size"]) }
  }
}

extension Row {
  fileprivate func personalValue(at position: Int, _ kind: PersonalSection.Kind) -> PersonalValue {
    switch kind {
    case .text, .word: (self[position] as String?).map { .text($0) } ?? .none
    case .moment:
      (self[position] as Int64?).map { .moment(Instant(milliseconds: $0)) } ?? .none
    case .number: (self[position] as Int64?).map { .number($0) } ?? .none
    case .flag: (self[position] as Int64?).map { .flag($0 != 0) } ?? .none
    case .json, .body: (self[position] as String?).map { .json(Array($0.utf8)) } ?? .none
    }
  }
}
