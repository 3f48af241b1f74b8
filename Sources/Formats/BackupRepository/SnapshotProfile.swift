/// What a snapshot holds of its store; raw values stand in manifests.
public enum SnapshotProfile: String, Sendable, CaseIterable {
  /// Everything, for the operator.
  case full
  /// One community as its admins may have it: no e-mail address, nobody's personal copies (R7).
  case community
}
