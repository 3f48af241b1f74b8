/// How much one input may hold before reading it stops.
///
/// The defaults let through collections of hundreds of thousands of recipes and logs of many
/// gigabytes; what they stop is content that was made to harm. All limits but the depth and the
/// length of names are counted per file on disk, not per run.
public struct ArchiveLimits: Sendable, Equatable {
  /// How many members all containers of one file may hold together.
  public var maximumMembers = 500_000
  /// How many bytes one member may have when it is unpacked.
  public var maximumMemberBytes: Int64 = 1 << 36
  /// How many bytes may be unpacked from one file, inner containers counted as well.
  public var maximumTotalBytes: Int64 = 1 << 38
  /// How many times larger than its packed form content may be.
  public var maximumRatio: Int64 = 300
  /// How many bytes are unpacked before the ratio counts.
  public var ratioFloorBytes: Int64 = 16 << 20
  /// How many containers may lie inside each other; a `tar.gz` counts as one.
  public var maximumDepth = 3
  /// How many bytes the name of a member may have.
  public var maximumNameBytes = 4096
  /// The largest inner zip that is held in memory, so that its directory can be used.
  ///
  /// A larger one is read from front to back.
  public var maximumBufferedZipBytes = 64 << 20

  public init() {}
}
