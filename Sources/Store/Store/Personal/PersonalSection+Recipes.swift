extension PersonalSection {
  /// The names of a recipe's tags.
  private static let tags = """
    (SELECT json_group_array(name) FROM (SELECT g.name FROM recipe_tag t
      JOIN tag g ON g.id = t.tag_id WHERE t.recipe_id = r.id ORDER BY g.folded))
    """

  /// Their recipes, and what became of them.
  static let aboutRecipes = [
    PersonalSection(
      "recipes", "Recipes",
      "What they created: in communities, in their own catalogue, and what was deleted and is kept.",
      follows: ["recipe.creator_id"],
      columns: [
        Column("id"), Column("title", "Recipe"), Column("communityId"),
        Column("community", "Community"), Column("originKind", "Made as", .word),
        Column("originId"),
        Column("originTitle", "Made from"), Column("sharedFrom", "Shared from"),
        Column("sharedAt", nil, .moment), Column("imageUrl"), Column("tags", "Tags", .json),
        Column("createdAt", "Created", .moment), Column("updatedAt", "Changed", .moment),
        Column("deletedAt", "Deleted", .moment), Column("purgedAt", nil, .moment),
        Column("body", "What it says", .body),
      ],
      query: """
        SELECT r.public_id, b.title, c.public_id, c.name, r.origin_kind, \(id(of: "o")),
            \(title(of: "o")), f.name, r.shared_at, r.image_url,
            \(now(tags, of: "r")), r.created_at, \(now("r.updated_at", of: "r")),
            \(now("r.deleted_at", of: "r")), \(now("r.purged_at", of: "r")), b.structured
          FROM recipe r LEFT JOIN recipe_body b ON b.id = r.body_id
          LEFT JOIN community c ON c.id = r.community_id LEFT JOIN recipe o ON o.id = r.origin_id
          LEFT JOIN community f ON f.id = r.shared_from_community_id
         WHERE r.creator_id = ?1 ORDER BY r.created_at, r.id
        """),
    PersonalSection(
      "images", "Pictures", "The pictures of their recipes; the files lie beside this document.",
      columns: [
        Column("id"), Column("recipeId"), Column("title", "Recipe"),
        Column("position", nil, .number),
        Column("digest", "File"), Column("mediaType", "Kind"), Column("bytes", "Bytes", .number),
        Column("url", "Address"), Column("uploadedAt", "Added", .moment),
        Column("deletedAt", "Deleted", .moment),
      ],
      query: """
        SELECT i.public_id, r.public_id, b.title, i.position,
            CASE WHEN m.digest IS NOT NULL THEN lower(hex(m.digest)) END, m.media_type,
            m.byte_size, i.url, i.uploaded_at, \(now("i.deleted_at", of: "r"))
          FROM recipe_image i JOIN recipe r ON r.id = i.recipe_id
          LEFT JOIN recipe_body b ON b.id = r.body_id LEFT JOIN image m ON m.id = i.image_id
         WHERE r.creator_id = ?1 ORDER BY r.created_at, r.id, i.position, i.id
        """),
    PersonalSection(
      "sources", "Where recipes came from", "What imported recipes of theirs were read from.",
      columns: [
        Column("recipeId"), Column("title", "Recipe"), Column("source", "Source"),
        Column("format", "Format"), Column("identityKind", nil, .word),
        Column("identity", "Known there as"), Column("extras", nil, .json),
      ],
      query: """
        SELECT r.public_id, b.title, s.source_name, s.format, s.identity_kind, s.identity, s.extras
          FROM recipe_source s JOIN recipe r ON r.id = s.recipe_id
          LEFT JOIN recipe_body b ON b.id = r.body_id
         WHERE r.creator_id = ?1 ORDER BY r.created_at, r.id
        """),
    PersonalSection(
      "revisions", "Earlier texts", "What their recipes said before they were changed.",
      columns: [
        Column("id"), Column("recipeId"), Column("title", "Recipe"),
        Column("cause", "Changed by", .word),
        Column("replacedAt", "Until", .moment), Column("body", "What it said", .body),
      ],
      query: """
        SELECT v.public_id, r.public_id, b.title, v.cause, v.replaced_at, b.structured
          FROM recipe_revision v JOIN recipe r ON r.id = v.recipe_id
          JOIN recipe_body b ON b.id = v.body_id
         WHERE r.creator_id = ?1 ORDER BY v.replaced_at, v.id
        """),
    PersonalSection(
      "proposals", "Proposals by them", "What they proposed for recipes of others and their own.",
      follows: ["proposal.proposer_id"],
      columns: [
        Column("id"), Column("recipeId"), Column("recipeTitle", "Recipe"),
        Column("title", "Proposed title"), Column("status", "Status", .word),
        Column("createdAt", "Proposed", .moment), Column("decidedAt", "Decided", .moment),
        Column("decidedBy", "By"), Column("variantId"), Column("deletedAt", nil, .moment),
        Column("body", "What it says", .body),
      ],
      query: """
        SELECT p.public_id, r.public_id, \(title(of: "r")), b.title, \(now("p.status", of: "r")),
            p.created_at, \(now("p.decided_at", of: "r")), \(now("d.username", of: "r")),
            \(now(id(of: "v"), of: "r")), \(now("p.deleted_at", of: "r")), b.structured
          FROM proposal p JOIN recipe r ON r.id = p.recipe_id JOIN recipe_body b ON b.id = p.body_id
          LEFT JOIN user d ON d.id = p.decided_by_id LEFT JOIN recipe v ON v.id = p.variant_recipe_id
         WHERE p.proposer_id = ?1 ORDER BY p.created_at, p.id
        """),
    PersonalSection(
      "decisions", "Proposals to them",
      "What others proposed for their recipes, and what they decided.",
      follows: ["proposal.recipe_creator_id", "proposal.decided_by_id"],
      columns: [
        Column("id"), Column("recipeId"), Column("recipeTitle", "Recipe"),
        Column("proposer", "Who"),
        Column("title", "Proposed title"), Column("status", "Status", .word),
        Column("createdAt", "Proposed", .moment), Column("decidedAt", "Decided", .moment),
        Column("byThem", "By them", .flag),
      ],
      query: """
        SELECT p.public_id, r.public_id, \(title(of: "r")), u.username,
            CASE WHEN \(isSeen("r")) THEN b.title END, p.status, p.created_at, p.decided_at,
            p.decided_by_id IS ?1
          FROM proposal p JOIN recipe r ON r.id = p.recipe_id JOIN recipe_body b ON b.id = p.body_id
          JOIN user u ON u.id = p.proposer_id
         WHERE (p.decided_by_id = ?1 OR (p.recipe_creator_id = ?1 AND \(isNear("r"))))
           AND p.proposer_id <> ?1
         ORDER BY p.created_at, p.id
        """),
    PersonalSection(
      "shares", "Shares by them", "Recipes that they shared from one community into another.",
      follows: ["recipe.shared_by_id"],
      columns: [
        Column("id"), Column("title", "Recipe"), Column("from", "From"), Column("to", "Into"),
        Column("sharedAt", "When", .moment),
      ],
      query: """
        SELECT r.public_id, \(title(of: "r")), f.name, c.name, r.shared_at
          FROM recipe r LEFT JOIN community f ON f.id = r.shared_from_community_id
          LEFT JOIN community c ON c.id = r.community_id
         WHERE r.shared_by_id = ?1 ORDER BY r.shared_at, r.id
        """),
    PersonalSection(
      "madeOfTheirs", "Made of their recipes", "Variants and shares by others that they may see.",
      columns: [
        Column("id"), Column("title", "Recipe"), Column("kind", "Made as", .word),
        Column("user", "By"),
        Column("originId"), Column("createdAt", "When", .moment),
      ],
      query: """
        SELECT r.public_id, \(title(of: "r")), r.origin_kind, u.username, o.public_id, r.created_at
          FROM recipe o JOIN recipe r ON r.origin_id = o.id JOIN user u ON u.id = r.creator_id
         WHERE o.creator_id = ?1 AND r.creator_id <> ?1 AND \(isSeen("r"))
         ORDER BY r.created_at, r.id
        """),
    PersonalSection(
      "madeElsewhere", "Made of them elsewhere",
      "How many variants and shares others made where they do not belong.",
      columns: [Column("kind", "Made as", .word), Column("count", "How many", .number)],
      query: """
        SELECT r.origin_kind, count(*) FROM recipe o JOIN recipe r ON r.origin_id = o.id
         WHERE o.creator_id = ?1 AND r.creator_id <> ?1 AND r.origin_kind <> 'personal_copy'
           AND \(isNear("o")) AND NOT \(isSeen("r"))
         GROUP BY r.origin_kind ORDER BY r.origin_kind
        """),
  ]
}
