import ArchiveRecords
public import RecipeModel

extension ReadTransaction {
  func archiveTags(_ selection: ArchiveSelection, _ body: (ArchivedTag) throws -> Void) throws {
    let used = """
      WHERE id IN (SELECT t.tag_id FROM recipe_tag t JOIN recipe r ON r.id = t.recipe_id
        WHERE \(selection.recipes("r")))
      """
    let condition = selection.isWholeInstallation ? "" : used
    try eachRow("SELECT public_id, name FROM tag \(condition) ORDER BY public_id") { row in
      try body(ArchivedTag(id: row.id("public_id"), name: row["name"]))
    }
  }

  /// The bodies that no recipe of the selection has now, and that something in it points at.
  func archiveBodies(
    _ selection: ArchiveSelection, _ body: (ArchivedRecipeBody) throws -> Void
  ) throws {
    let pointedAt = """
      b.id IN (
        SELECT p.base_body_id FROM proposal p JOIN recipe r ON r.id = p.recipe_id
          WHERE \(selection.recipes("r"))
        UNION SELECT v.body_id FROM recipe_revision v JOIN recipe r ON r.id = v.recipe_id
          WHERE \(selection.recipes("r"))
        UNION SELECT s.body_id FROM recipe_source s JOIN recipe r ON r.id = s.recipe_id
          WHERE \(selection.recipes("r")))
      """
    let condition = selection.isWholeInstallation ? "1" : pointedAt
    try eachRow(
      """
      SELECT * FROM recipe_body b WHERE \(condition) AND NOT EXISTS (
          SELECT 1 FROM recipe r WHERE r.body_id = b.id AND \(selection.recipes("r")))
        ORDER BY digest
      """
    ) { row in try body(ArchivedRecipeBody(body: row.body)) }
  }

  func archiveRecipes(
    _ selection: ArchiveSelection, _ body: (ArchivedRecipe) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT r.*, b.digest, b.content_digest, b.title, b.structured, u.public_id AS creator,
          c.public_id AS community, o.public_id AS origin, o.community_id AS origin_community_id,
          f.public_id AS shared_from, s.public_id AS shared_by, n.id AS deletion
        FROM recipe r LEFT JOIN recipe_body b ON b.id = r.body_id
        JOIN user u ON u.id = r.creator_id LEFT JOIN community c ON c.id = r.community_id LEFT JOIN recipe o ON o.id = r.origin_id
        LEFT JOIN community f ON f.id = r.shared_from_community_id
        LEFT JOIN user s ON s.id = r.shared_by_id
        LEFT JOIN temp.deletion_name n ON n.key = r.deletion_id
       WHERE \(selection.recipes("r")) ORDER BY r.public_id
      """
    ) { row in
      let purgedAt = row.optionalInstant("purged_at")
      var recipe = ArchivedRecipe(
        id: row.id("public_id"), body: purgedAt == nil ? row.body : nil,
        tags: try tagNames(of: row["id"]),
        imageURL: row["image_url"], creatorID: row.id("creator"),
        communityID: row.optionalID("community"), createdAt: row.instant("created_at"),
        updatedAt: row.instant("updated_at"), deletedAt: row.optionalInstant("deleted_at"),
        deletionID: row.optionalID("deletion"), purgedAt: purgedAt)
      if let origin = try row.origin {
        let place: Int64? = row["origin_community_id"]
        // What lies elsewhere is named to the operator alone (R19).
        let isNamed =
          selection.holdsPrivateDetails || selection.isOfPart
          || place == selection.community?.value
        if isNamed { recipe.origin = origin } else { recipe.isOriginWithheld = true }
      } else {
        recipe.isOriginWithheld = selection.isOfPart
      }
      try body(recipe)
    }
  }

  private func tagNames(of recipe: Int64) throws(StoreFault) -> [String] {
    try rows(
      """
      SELECT g.name FROM recipe_tag t JOIN tag g ON g.id = t.tag_id
       WHERE t.recipe_id = ? ORDER BY g.folded
      """, [recipe]
    ) { $0[0] }
  }

  func archiveSources(
    _ selection: ArchiveSelection, _ body: (ArchivedSource) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT s.*, r.public_id AS recipe, b.digest AS body FROM recipe_source s
        JOIN recipe r ON r.id = s.recipe_id JOIN recipe_body b ON b.id = s.body_id
       WHERE \(selection.recipes("r")) ORDER BY r.public_id
      """
    ) { row in
      let path: String = row["archive"]
      let fileName = path.split(separator: "/").last.map(String.init) ?? path
      try body(
        ArchivedSource(
          recipeID: row.id("recipe"), sourceName: row["source_name"],
          identityKind: try row.choice("identity_kind"), identity: row["identity"],
          identityOrdinal: row["identity_ordinal"], recordDigest: row.digest("record_digest"),
          format: row["format"], readerVersion: row["reader_version"],
          bodyDigest: row.digest("body"), archive: selection.holdsPrivateDetails ? path : fileName,
          member: row["member"], extras: (row["extras"] as String?).map { Array($0.utf8) }))
    }
  }

  func archiveImages(
    _ selection: ArchiveSelection, _ body: (ArchivedImage) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT i.*, r.public_id AS recipe, f.digest, f.media_type, f.width, f.height, f.byte_size
        FROM recipe_image i JOIN recipe r ON r.id = i.recipe_id
        LEFT JOIN image f ON f.id = i.image_id
       WHERE \(selection.recipes("r")) ORDER BY i.public_id
      """
    ) { row in
      let place: ArchivedImagePlace =
        if let digest = row.optionalDigest("digest") {
          .stored(
            ArchivedImageFile(
              digest: digest, mediaType: row["media_type"], width: row["width"],
              height: row["height"], byteSize: row["byte_size"]))
        } else {
          .remote(url: row["url"])
        }
      try body(
        ArchivedImage(
          id: row.id("public_id"), recipeID: row.id("recipe"), position: row["position"],
          place: place, uploadedAt: row.instant("uploaded_at"),
          deletedAt: row.optionalInstant("deleted_at")))
    }
  }

  /// The digests and sizes of the stored images of the selection, ascending.
  public func archiveImageFiles(
    in selection: ArchiveSelection, _ body: (Digest, Int) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT digest, byte_size FROM image WHERE id IN (
          SELECT i.image_id FROM recipe_image i JOIN recipe r ON r.id = i.recipe_id
           WHERE i.image_id IS NOT NULL AND \(selection.recipes("r")))
        ORDER BY digest
      """
    ) { row in try body(row.digest("digest"), row["byte_size"]) }
  }
}

extension Row {
  /// The origin columns as one value.
  fileprivate var origin: ArchivedOrigin? {
    get throws(StoreFault) {
      guard let recipe: RecipeID = optionalID("origin") else { return nil }
      let kind: OriginKind = try choice("origin_kind")
      switch kind {
      case .personalCopy: return .personalCopy(of: recipe)
      case .variant: return .variant(of: recipe)
      case .share:
        return .share(
          of: recipe, from: id("shared_from"), by: id("shared_by"), at: instant("shared_at"))
      }
    }
  }
}
