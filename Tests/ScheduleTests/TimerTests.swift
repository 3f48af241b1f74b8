import Foundation
import RecipeModel
import Schedule
import TestKit
import Testing

/// What systemd and cron are told means the same times.
struct TimerTests {
  @Test(arguments: [
    ("30 2 * * *", ["*-*-* 02:30:00 UTC"], "30 2 * * *"),
    ("@weekly", ["Sun *-*-* 00:00:00 UTC"], "0 0 * * 0"),
    (
      "*/20 8-18/5 * * mon-fri", ["Mon,Tue,Wed,Thu,Fri *-*-* 08,13,18:00,20,40:00 UTC"],
      "0,20,40 8,13,18 * * 1,2,3,4,5"
    ),
    ("0 0 13 * fri", ["*-*-13 00:00:00 UTC", "Fri *-*-* 00:00:00 UTC"], "0 0 13 * 5"),
    (
      "0 0 */10 JAN,jul fri-sun", ["Sun,Fri,Sat *-01,07-01,11,21,31 00:00:00 UTC"],
      "0 0 */10 1,7 0,5,6"
    ),
    // Fields that list every day are no stars: either of them makes a day count.
    (
      "0 0 1 * 0-6", ["*-*-01 00:00:00 UTC", "*-*-* 00:00:00 UTC"], "0 0 1 * 0,1,2,3,4,5,6"
    ),
    (
      "0 0 1-31 * 1", ["*-*-* 00:00:00 UTC", "Mon *-*-* 00:00:00 UTC"],
      "0 0 \((1...31).map(String.init).joined(separator: ",")) * 1"
    ),
  ])
  func `an expression is said in numbers`(text: String, calendar: [String], crontab: String) throws
  {
    let expression = try CronExpression(text)
    #expect(expression.systemdCalendar(in: .utc) == calendar)
    #expect(expression.crontabFields == crontab)
    let again = try CronExpression(expression.crontabFields)
    let start = Instant(milliseconds: 1_795_000_000_000)
    var (mine, its) = (start, start)
    for _ in 0..<50 {
      mine = try #require(expression.next(after: mine, in: .utc))
      its = try #require(again.next(after: its, in: .utc))
      #expect(mine == its)
    }
  }

  private static let hasSystemd = SmallDisk.run("systemd-analyze", "calendar", "daily")

  @Test(.enabled(if: hasSystemd, "systemd-analyze is not there"), arguments: 0..<6)
  func `systemd means the same times, where clocks are not changed`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let clock = try #require(ZoneClock("Asia/Tokyo"))
    for _ in 0..<4 {
      let fields = [0...59, 0...23, 1...31, 1...12, 0...6].map { range in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return "*"
        case 1: return "*/\(Int.random(in: 2...7, using: &generator))"
        case 2:
          let first = Int.random(in: range, using: &generator)
          return "\(first)-\(Int.random(in: first...range.upperBound, using: &generator))"
        default: return "\(Int.random(in: range, using: &generator))"
        }
      }
      let text = fields.joined(separator: " ")
      guard let expression = try? CronExpression(text) else { continue }
      var moment = Instant(milliseconds: 1_795_000_000_000)
      let expected = (0..<8).compactMap { _ -> Int64? in
        guard let next = expression.next(after: moment, in: clock) else { return nil }
        moment = next
        return next.milliseconds / 1000
      }
      let found = try expression.systemdCalendar(in: clock).flatMap { try elapses($0) }
      #expect(Array(Set(found).sorted().prefix(expected.count)) == expected, "\(text)")
    }
  }

  /// The first eight times of an expression of systemd, in seconds.
  private func elapses(_ calendar: String) throws -> [Int64] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "TZ=UTC", "LC_ALL=C", "systemd-analyze", "calendar", "--iterations=8",
      "--base-time=@1795000000", calendar,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(calendar)")
    // `Next elapse: Mon 2026-11-23 07:00:00 UTC`, then `Iteration #2: …`; local ones come first.
    return text.split(separator: "\n").compactMap { line in
      guard line.contains("elapse:") || line.contains("Iteration #") || line.contains("Iter. #"),
        line.hasSuffix(" UTC")
      else { return nil }
      let words = line.split(separator: " ").suffix(3)
      return Instant("\(words.joined(separator: "T").dropLast(4))Z").map { $0.milliseconds / 1000 }
    }
  }
}
