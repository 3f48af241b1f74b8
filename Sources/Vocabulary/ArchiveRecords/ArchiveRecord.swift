// What a community archive holds, as values: the rows of an installation by their public ids.
//
// In:  nothing. Out: one type for each kind of record, named as in the archive's documentation.
// Never here: bytes, JSON, SQL, integer keys. The archive format writes these values down; the
// store gives and takes them; neither knows the other.

/// One record of a community archive.
public enum ArchiveRecord: Sendable, Equatable {
  case installation(ArchivedInstallation)
  case user(ArchivedUser)
  case deletion(ArchivedDeletion)
  case community(ArchivedCommunity)
  case membership(ArchivedMembership)
  case target(ArchivedTarget)
  case tag(ArchivedTag)
  case recipeBody(ArchivedRecipeBody)
  case recipe(ArchivedRecipe)
  case recipeSource(ArchivedSource)
  case recipeImage(ArchivedImage)
  case proposal(ArchivedProposal)
  case recipeRevision(ArchivedRevision)
  case activity(ArchivedActivity)
  case auditLog(ArchivedAuditEntry)
  case view(ArchivedView)
  case quarantine(ArchivedRejection)
  case operation(ArchivedOperation)

  public var entity: ArchiveEntity {
    switch self {
    case .installation: .installation
    case .user: .user
    case .deletion: .deletion
    case .community: .community
    case .membership: .membership
    case .target: .target
    case .tag: .tag
    case .recipeBody: .recipeBody
    case .recipe: .recipe
    case .recipeSource: .recipeSource
    case .recipeImage: .recipeImage
    case .proposal: .proposal
    case .recipeRevision: .recipeRevision
    case .activity: .activity
    case .auditLog: .auditLog
    case .view: .view
    case .quarantine: .quarantine
    case .operation: .operation
    }
  }
}
