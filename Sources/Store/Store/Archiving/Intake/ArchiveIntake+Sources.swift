import ArchiveRecords
import PipelineCore
public import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedSource, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared(
      "INSERT INTO temp.intake_recipe_source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.recipeID).bind(value.sourceName)
      .bind(value.identityKind.rawValue).bind(value.identity).bind(value.identityOrdinal)
      .bind(value.recordDigest).bind(value.format).bind(value.readerVersion)
      .bind(value.bodyDigest).bind(value.archive).bind(value.member)
      .bind(value.extras.map { String(decoding: $0, as: UTF8.self) }).run()
  }

  func settleSources() throws(StoreFault) {
    try settleRepeats(.recipeSource)
    try refuseUnknown(.recipeSource, "id", in: "recipe", "the recipe")
    // The path of the archive is left out of backups that are not the operator's.
    let existing =
      "EXISTS (SELECT 1 FROM recipe_source b JOIN recipe r ON r.id = b.recipe_id WHERE r.public_id = t.id"
    try settle(
      .recipeSource, as: .unchanged,
      where: """
        \(existing) AND b.source_name = t.source_name AND b.identity_kind = t.identity_kind
          AND b.identity = t.identity AND b.identity_ordinal = t.identity_ordinal
          AND b.record_digest = t.record_digest AND b.format = t.format
          AND b.reader_version = t.reader_version AND b.extras IS t.extras
          AND b.body_id = (SELECT id FROM recipe_body WHERE digest = t.body))
        """)
    switch policy {
    case .refuse:
      try refuse(
        .recipeSource, .conflictingIdentity, "the recipe has another source already",
        where: "\(existing))")
    case .skip, .overwrite, .keepBoth:
      try settle(.recipeSource, as: .skipped, where: "\(existing))")
    }
    try insertBodies(neededBy: "SELECT t.body FROM \(ArchiveEntity.recipeSource.undecided)")
    try refuse(
      .recipeSource, .unknownReference, "the body that the source became is not there",
      where: "NOT EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = t.body)")
    try insertUndecided(
      .recipeSource,
      """
      INSERT INTO recipe_source (recipe_id, run_id, source_name, identity_kind, identity,
          identity_ordinal, record_digest, format, reader_version, body_id, archive, member, extras,
          change)
        SELECT r.id, \(run.value), t.source_name, t.identity_kind, t.identity, t.identity_ordinal,
            t.record_digest, t.format, t.reader_version, b.id, t.archive, t.member, t.extras,
            \(transaction.change)
          FROM \(ArchiveEntity.recipeSource.undecided)
          JOIN recipe r ON r.public_id = t.id JOIN recipe_body b ON b.digest = t.body
         ORDER BY r.id
      """)
  }

  func stage(_ value: ArchivedImage, at sequence: Int64) throws(StoreFault) {
    var statement = try transaction.prepared(
      "INSERT INTO temp.intake_recipe_image VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.recipeID).bind(value.position)
    switch value.place {
    case .remote(let url):
      statement = statement.bind(url).bindNull().bindNull().bindNull().bindNull().bindNull()
    case .stored(let file):
      statement = statement.bindNull().bind(file.digest).bind(file.mediaType)
        .bind(file.width.map(Int64.init)).bind(file.height.map(Int64.init)).bind(file.byteSize)
    }
    try statement.bind(value.uploadedAt).bind(value.deletedAt).run()
  }

  func settleImages() throws {
    try settleRepeats(.recipeImage)
    try refuseUnknown(.recipeImage, "recipe", in: "recipe", "the recipe")
    let equal = """
      b.recipe_id = (SELECT id FROM recipe WHERE public_id = t.recipe)
        AND b.position = t.position AND b.url IS t.url AND b.uploaded_at = t.uploaded_at
        AND b.image_id IS (SELECT id FROM image WHERE digest = t.digest)
        AND b.deleted_at IS t.deleted_at
      """
    try overwriteImages(unlessEqualWhere: equal)
    try settleExisting(.recipeImage, "recipe_image", equalWhere: equal)
    try refuse(
      .recipeImage, .unknownReference, "the file of the image is neither here nor in the archive",
      where: """
        t.digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM image b WHERE b.digest = t.digest)
          AND NOT EXISTS (SELECT 1 FROM temp.intake_image_file f WHERE f.digest = t.digest)
        """)
    try transaction.execute(
      """
      INSERT OR IGNORE INTO image (id, digest, media_type, width, height, byte_size)
        SELECT \(keptKey(of: "image", named: "hex(t.digest)")), t.digest, t.media_type, t.width,
            t.height, t.byte_size
          FROM \(ArchiveEntity.recipeImage.undecided) WHERE t.digest IS NOT NULL ORDER BY t.seq
      """)
    try insertUndecided(
      .recipeImage,
      """
      INSERT INTO recipe_image (id, public_id, recipe_id, position, image_id, url, uploaded_at,
          deleted_at, change)
        SELECT \(keptKey(of: "recipe_image", named: "t.id")), t.id, r.id, t.position, (SELECT id FROM image WHERE digest = t.digest), t.url,
            t.uploaded_at, t.deleted_at, \(transaction.change)
          FROM \(ArchiveEntity.recipeImage.undecided)
          JOIN recipe r ON r.public_id = t.recipe ORDER BY t.seq
      """)
  }

  /// Whether a stored image has the digest, so that its file belongs beside the store.
  public func wantsImageFile(_ digest: Digest) throws(StoreFault) -> Bool {
    let statement = try transaction.prepared("SELECT 1 FROM image WHERE digest = ?")
    return try statement.bind(digest).integer() != nil
  }
}
