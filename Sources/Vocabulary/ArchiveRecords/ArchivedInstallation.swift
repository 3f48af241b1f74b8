public import RecipeModel

/// The installation that a whole backup is of, with its settings.
public struct ArchivedInstallation: Sendable, Equatable {
  public var id: EntityID<ArchivedInstallation>
  /// For how many days what was deleted can be restored (R21).
  public var retentionDays: Int
  /// Within how many minutes an event repeats the one before it (R24).
  public var viewWindowMinutes: Int
  /// The IANA name of the zone in which what reaches over communities is counted.
  public var timeZone: String
  public var createdAt: Instant

  public init(
    id: EntityID<ArchivedInstallation>, retentionDays: Int, viewWindowMinutes: Int,
    timeZone: String = "UTC",
    createdAt: Instant
  ) {
    self.id = id
    self.retentionDays = retentionDays
    self.viewWindowMinutes = viewWindowMinutes
    self.timeZone = timeZone
    self.createdAt = createdAt
  }
}
