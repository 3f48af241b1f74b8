import Schedule

/// Reads how often something is begun: a number of attempts, or a mapping of keys.
enum RetrySettings {
  static let keys = [
    SettingKey("attempts", .count, "how often at most, the first time included; 3 unless given"),
    SettingKey(
      "pause", .duration,
      "how long to wait before the second attempt, twice as long before each later one; 1m unless "
        + "given"),
  ]

  static func read(_ key: String, of mapping: inout SettingsMapping) -> RetryPolicy? {
    guard let node = mapping.value(key) else { return nil }
    if case .text = node.content {
      return mapping.count(key, atLeast: 1).map { RetryPolicy(attempts: $0) }
    }
    return mapping.read(key, keys: keys) { mapping in
      let usual = RetryPolicy()
      let attempts = mapping.count("attempts", atLeast: 1) ?? usual.attempts
      let pause = mapping.duration("pause") ?? usual.firstPause
      return RetryPolicy(
        attempts: attempts, firstPause: pause, longestPause: max(pause, usual.longestPause))
    }
  }
}
