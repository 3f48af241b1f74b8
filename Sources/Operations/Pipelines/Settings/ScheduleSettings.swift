import PipelineCore
import RecipeModel
import Schedule

/// Reads when a pipeline runs by itself: a cron expression, or a mapping of keys.
struct ScheduleSettings {
  static let keys = [
    SettingKey("cron", .cron, isRequired: true, "when it is due"),
    SettingKey("timeZone", .timeZone, "whose clocks are meant; UTC unless given"),
    SettingKey(
      "missed", .choice(MissedRuns.allCases.map(\.rawValue)),
      "whether one run makes up for those that were missed; once unless given"),
    SettingKey(
      "overlap", .choice(OverlapPolicy.allCases.map(\.rawValue)),
      "what becomes of a run that is due while another one goes on; skip unless given"),
    SettingKey("jitter", .duration, "how much later than due it begins at most; 0s unless given"),
    SettingKey("timeLimit", .duration, "how long it may take; as long as it takes unless given"),
    SettingKey(
      "attempts", .count,
      "how often it is begun at most, where it failed for a reason that may pass; 3 unless given"),
    SettingKey(
      "pause", .duration,
      "how long to wait before the second attempt, twice as long before each later one; 1m unless "
        + "given"),
  ]

  static func read(_ key: String, of mapping: inout SettingsMapping) -> RunSchedule? {
    guard let node = mapping.value(key) else { return nil }
    if case .text = node.content {
      return mapping.cron(key).map { RunSchedule(expression: $0) }
    }
    return mapping.read(key, keys: keys) { read(&$0) }
  }

  private static func read(_ mapping: inout SettingsMapping) -> RunSchedule? {
    let expression = mapping.cron("cron")
    let retries = readRetries(&mapping)
    let clock = mapping.timeZone("timeZone")
    let missed = mapping.choice("missed", as: MissedRuns.self)
    let overlap = mapping.choice("overlap", as: OverlapPolicy.self)
    let jitter = mapping.duration("jitter")
    let timeLimit = mapping.duration("timeLimit", atLeast: 1000)
    guard let expression else { return nil }
    return RunSchedule(
      expression: expression, clock: clock ?? .utc, missed: missed ?? .once,
      overlap: overlap ?? .skip, jitter: jitter ?? 0, timeLimit: timeLimit, retries: retries)
  }

  private static func readRetries(_ mapping: inout SettingsMapping) -> RetryPolicy {
    let usual = RetryPolicy()
    let attempts = mapping.count("attempts", atLeast: 1) ?? usual.attempts
    let pause = mapping.duration("pause") ?? usual.firstPause
    return RetryPolicy(
      attempts: attempts, firstPause: pause, longestPause: max(pause, usual.longestPause))
  }
}
