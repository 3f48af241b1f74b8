/// Removes snapshots and objects from a repository, which nobody else uses meanwhile.
///
/// Snapshots are removed first, and those objects then that no snapshot needs any more: whenever that
/// ends, each snapshot that is there has its objects.
public final class RemovingSession: Sendable {
  public let repository: Repository
  private let lock: RepositoryLock

  init(_ repository: Repository, _ lock: RepositoryLock) {
    self.repository = repository
    self.lock = lock
  }

  /// Removes a snapshot's manifest; its objects stay.
  ///
  /// When this returns, no loss of power brings it back.
  public func remove(_ snapshot: SnapshotID) throws(RepositoryFault) {
    try repository.folder.remove(RepositoryLayout.path(of: snapshot))
    try repository.folder.syncFolder(RepositoryLayout.snapshots)
  }

  /// Removes an object; that no snapshot needs it is for the caller to know.
  public func remove(_ object: ObjectName) throws(RepositoryFault) {
    try repository.folder.remove(object.path)
  }

  /// Removes what a killed run left behind.
  public func remove(_ leftover: RepositoryContents.Leftover) throws(RepositoryFault) {
    try repository.folder.remove(leftover.path)
  }

  /// Gives the repository back; without effect the second time.
  public func end() { lock.release() }
}

extension Repository {
  /// Takes the repository for removing from it.
  ///
  /// - Parameter holder: Who does so, for those who come meanwhile.
  /// - Returns: The session, which holds it until it ends or is forgotten.
  /// - Throws: `locked`, naming who uses it.
  public func beginRemoving(holder: String) throws(RepositoryFault) -> RemovingSession {
    RemovingSession(self, try lock(.removing, holder: holder))
  }
}
