import RecipeCoding
public import RecipeModel

extension ArchiveIntake {
  /// Adds to the audit log what the run that brings the records in did; the operator runs it.
  public func audit(
    _ action: String, in community: CommunityID?, _ metadata: [JSONMember]
  ) throws(StoreFault) {
    let name = try transaction.row("SELECT public_id FROM run WHERE id = ?", [run.value]) {
      $0[0] as String
    }
    guard let name else { throw StoreFault(.inconsistent("the run is not there")) }
    var place: CommunityKey?
    if let community { place = try transaction.community(community)?.key }
    try transaction.insert(
      NewAuditEntry(
        id: AuditID(NameBasedID.make(["audit", name, String(transaction.change)])),
        action: action, actor: nil, subject: .run(RunID(name)),
        community: place, metadata: metadata, createdAt: try moment()))
  }
}
