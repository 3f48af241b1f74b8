public import PipelineCore

/// Decides by place alone which content a walk reads.
///
/// It is asked for every file and every member before its content is opened; what it does not
/// admit is passed over without a word and, where the container has a directory, without being
/// unpacked. A container must be admitted for its members to be asked for.
public struct MemberFilter: Sendable {
  /// Whether the content at the place is wanted, or may hold what is.
  public var admits: @Sendable (SourceLocation) -> Bool

  public init(admits: @escaping @Sendable (SourceLocation) -> Bool) {
    self.admits = admits
  }

  /// Everything.
  public static let all = MemberFilter { _ in true }

  /// The members at the given places and the containers around them; lines and offsets are not
  /// looked at.
  public static func only(_ locations: some Sequence<SourceLocation>) -> MemberFilter {
    var wanted: Set<SourceLocation> = []
    for location in locations {
      for depth in 0...location.members.count {
        wanted.insert(
          SourceLocation(
            archive: location.archive, members: Array(location.members.prefix(depth))))
      }
    }
    return MemberFilter { [wanted] location in
      wanted.contains(SourceLocation(archive: location.archive, members: location.members))
    }
  }
}
