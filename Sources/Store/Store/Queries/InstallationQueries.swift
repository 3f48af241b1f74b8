/// How an installation counts, and how long it keeps what was deleted.
public struct InstallationSettings: Sendable, Equatable {
  /// For how many days what was deleted can be restored (R21).
  public var retentionDays: Int
  /// The window within which an event repeats the one before it (R24), in minutes.
  public var viewWindowMinutes: Int
  /// The IANA name of the zone in which what reaches over communities is counted (R28).
  public var timeZone: String
}

extension ReadTransaction {
  public func installationSettings() throws(StoreFault) -> InstallationSettings {
    let settings = try row(
      "SELECT retention_days, view_window_minutes, time_zone FROM installation WHERE id = 1"
    ) { InstallationSettings(retentionDays: $0[0], viewWindowMinutes: $0[1], timeZone: $0[2]) }
    guard let settings else {
      throw StoreFault(.inconsistent("the store has no installation"))
    }
    return settings
  }
}

extension WriteTransaction {
  public func update(_ settings: InstallationSettings) throws(StoreFault) {
    try execute(
      """
      UPDATE installation SET retention_days = ?, view_window_minutes = ?, time_zone = ?
       WHERE id = 1
      """, [settings.retentionDays, settings.viewWindowMinutes, settings.timeZone])
  }
}
