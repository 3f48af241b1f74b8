public import ArchiveRecords

extension ReadTransaction {
  /// Hands over all records of the selection, entity by entity, each in the order of its ids.
  ///
  /// Memory does not grow with their number. Views are not rows and are not among them: see
  /// `eachViewDay`. Of the users of a community, `viewers` names those who stand in views alone.
  public func eachArchiveRecord(
    in selection: ArchiveSelection, viewers: Set<UserKey>, _ body: (ArchiveRecord) throws -> Void
  ) throws {
    try nameDeletions()
    for entity in ArchiveEntity.allCases {
      try archiveRecords(of: entity, in: selection, viewers: viewers, body)
    }
  }

  private func archiveRecords(
    of entity: ArchiveEntity, in selection: ArchiveSelection, viewers: Set<UserKey>,
    _ body: (ArchiveRecord) throws -> Void
  ) throws {
    switch entity {
    case .installation: try archiveInstallation(selection) { try body(.installation($0)) }
    case .user: try archiveUsers(selection, viewers: viewers) { try body(.user($0)) }
    case .deletion: try archiveDeletions(selection) { try body(.deletion($0)) }
    case .community: try archiveCommunities(selection) { try body(.community($0)) }
    case .membership: try archiveMemberships(selection) { try body(.membership($0)) }
    case .target: try archiveTargets(selection) { try body(.target($0)) }
    case .tag: try archiveTags(selection) { try body(.tag($0)) }
    case .recipeBody: try archiveBodies(selection) { try body(.recipeBody($0)) }
    case .recipe: try archiveRecipes(selection) { try body(.recipe($0)) }
    case .recipeSource: try archiveSources(selection) { try body(.recipeSource($0)) }
    case .recipeImage: try archiveImages(selection) { try body(.recipeImage($0)) }
    case .proposal: try archiveProposals(selection) { try body(.proposal($0)) }
    case .recipeRevision: try archiveRevisions(selection) { try body(.recipeRevision($0)) }
    case .activity: try archiveActivities(selection) { try body(.activity($0)) }
    case .auditLog: try archiveAuditLog(selection) { try body(.auditLog($0)) }
    case .quarantine: try archiveQuarantine(selection) { try body(.quarantine($0)) }
    case .view, .operation: break
    }
  }
}
