import ArgumentParser

/// How much of a list is asked for at once.
enum PageLimit {
  /// The most that one page holds.
  static let largest = 10_000

  /// Refuses a limit that is no page's.
  static func check(_ limit: Int, offset: Int = 0) throws {
    guard (1...largest).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to \(largest).")
    }
    guard (0...1_000_000_000).contains(offset) else {
      throw ValidationError("--offset takes a number from 0 to 1000000000.")
    }
  }
}
