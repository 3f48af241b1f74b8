public import ArchiveRecords
public import JSONText
public import RecipeCoding

/// One line of an archive: a JSON object whose `type` or `op` says what the other members are.
public enum ArchiveLine {
  /// Reads a line; strict in names and types.
  public static func read(_ element: JSONElement) throws(FieldFault) -> ArchiveRecord {
    try JSONFieldReader.read(element, pointer: "") { (fields) throws(FieldFault) in
      guard fields.optional("op") == nil else {
        return .operation(try ArchivedOperation.read(&fields))
      }
      let entity: ArchiveEntity = try fields.choice("type")
      return try read(entity, &fields)
    }
  }

  private static func read(
    _ entity: ArchiveEntity, _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchiveRecord {
    switch entity {
    case .installation: .installation(try ArchivedInstallation.read(&fields))
    case .user: .user(try ArchivedUser.read(&fields))
    case .deletion: .deletion(try ArchivedDeletion.read(&fields))
    case .community: .community(try ArchivedCommunity.read(&fields))
    case .membership: .membership(try ArchivedMembership.read(&fields))
    case .target: .target(try ArchivedTarget.read(&fields))
    case .tag: .tag(try ArchivedTag.read(&fields))
    case .recipeBody: .recipeBody(try ArchivedRecipeBody.read(&fields))
    case .recipe: .recipe(try ArchivedRecipe.read(&fields))
    case .recipeSource: .recipeSource(try ArchivedSource.read(&fields))
    case .recipeImage: .recipeImage(try ArchivedImage.read(&fields))
    case .proposal: .proposal(try ArchivedProposal.read(&fields))
    case .recipeRevision: .recipeRevision(try ArchivedRevision.read(&fields))
    case .activity: .activity(try ArchivedActivity.read(&fields))
    case .auditLog: .auditLog(try ArchivedAuditEntry.read(&fields))
    case .view: .view(try ArchivedView.read(&fields))
    case .quarantine: .quarantine(try ArchivedRejection.read(&fields))
    case .operation: throw fields.fault(.missing, "op")
    }
  }

  /// Writes a record as one line, with its line feed.
  public static func write(_ record: ArchiveRecord, to writer: inout JSONWriter) {
    writer.object { writer in
      if record.entity != .operation { writer.member("type", record.entity.rawValue) }
      switch record {
      case .installation(let value): value.write(to: &writer)
      case .user(let value): value.write(to: &writer)
      case .deletion(let value): value.write(to: &writer)
      case .community(let value): value.write(to: &writer)
      case .membership(let value): value.write(to: &writer)
      case .target(let value): value.write(to: &writer)
      case .tag(let value): value.write(to: &writer)
      case .recipeBody(let value): value.write(to: &writer)
      case .recipe(let value): value.write(to: &writer)
      case .recipeSource(let value): value.write(to: &writer)
      case .recipeImage(let value): value.write(to: &writer)
      case .proposal(let value): value.write(to: &writer)
      case .recipeRevision(let value): value.write(to: &writer)
      case .activity(let value): value.write(to: &writer)
      case .auditLog(let value): value.write(to: &writer)
      case .view(let value): value.write(to: &writer)
      case .quarantine(let value): value.write(to: &writer)
      case .operation(let value): value.write(to: &writer)
      }
    }
    writer.endLine()
  }
}
