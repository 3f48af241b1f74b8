import CommunityRules
import RecipeModel
public import Store

/// What of the installation is to be different; nil leaves it as it is.
public struct InstallationChange: Sendable {
  public var retentionDays: Int?
  public var viewWindowMinutes: Int?
  /// An IANA name.
  public var timeZone: String?

  public init(
    retentionDays: Int? = nil, viewWindowMinutes: Int? = nil, timeZone: String? = nil
  ) {
    self.retentionDays = retentionDays
    self.viewWindowMinutes = viewWindowMinutes
    self.timeZone = timeZone
  }
}

/// The installation's settings after a change.
public struct ChangedInstallation: Sendable, Equatable {
  public var settings: InstallationSettings
  /// What is different now, in the words of JSON results.
  public var changed: [String]
}

extension CommunityActions {
  /// Changes the installation's settings; the operator's to do.
  ///
  /// Other windows and zones count when the next rollup has counted by them. What stays as it was
  /// is recorded nowhere.
  public func changeInstallation(
    _ wanted: InstallationChange, as acting: ActingAs
  ) throws -> ChangedInstallation {
    try change(as: acting) { try $0.changeInstallation(wanted) }
  }
}

extension Change {
  func changeInstallation(_ wanted: InstallationChange) throws -> ChangedInstallation {
    try ChangeInstallation.decide(by: asker.actor)
    if let days = wanted.retentionDays, !(0...36_500).contains(days) {
      throw InvalidValue(.retentionDays, .outOfRange)
    }
    if let minutes = wanted.viewWindowMinutes, !(0...1440).contains(minutes) {
      throw InvalidValue(.viewWindow, .outOfRange)
    }
    let zone = try wanted.timeZone.map { try TimeZoneName($0).text }
    let before = try transaction.installationSettings()
    var settled = before
    settled.retentionDays = wanted.retentionDays ?? before.retentionDays
    settled.viewWindowMinutes = wanted.viewWindowMinutes ?? before.viewWindowMinutes
    settled.timeZone = zone ?? before.timeZone
    var metadata: [JSONMember] = []
    if settled.retentionDays != before.retentionDays {
      metadata.append(JSONMember("retentionDays", count: settled.retentionDays))
    }
    if settled.viewWindowMinutes != before.viewWindowMinutes {
      metadata.append(JSONMember("viewWindowMinutes", count: settled.viewWindowMinutes))
    }
    if settled.timeZone != before.timeZone {
      metadata.append(JSONMember("timeZone", .string(settled.timeZone)))
    }
    if !metadata.isEmpty {
      try transaction.update(settled)
      try audit(.changeInstallation, .installation, metadata)
    }
    return ChangedInstallation(settings: settled, changed: metadata.map(\.name))
  }
}
