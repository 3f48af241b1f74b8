import Foundation
import Monitoring
import PipelineCore
import RecipeModel
import Statistics
import Store
import TestKit
import Testing

@testable import Commands

struct InstallationStatusTests {
  private static let now = Instant(milliseconds: 1_795_000_000_000)

  private func status(
    limits: InstallationStatus.Limits = .init(), works: [LastGood] = [],
    _ change: (inout InstallationStatus) -> Void = { _ in }
  ) throws -> InstallationStatus {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path,
        surroundings: Surroundings(
          now: { Self.now }, randomBytes: { Array(repeating: 1, count: 10) }))
      var status = try InstallationStatus(of: store, at: Self.now, limits: limits) {
        (_) throws(StoreFault) in works
      }
      change(&status)
      return status
    }
  }

  @Test(
    arguments: [
      (-86_400_001, ExitCode.overdue), (-86_400_000, .done), (0, .done), (1, .overdue),
    ] as [(Int64, ExitCode)])
  func `what is older than asked for, or of the future, is overdue`(
    milliseconds: Int64, code: ExitCode
  ) throws {
    let moment = Self.now.advanced(byMilliseconds: milliseconds)
    let work = LastGood(
      "backup", good: .init(at: moment, what: "b"), limit: StatedDuration("1d"))
    #expect(try status(works: [work]).exitCode == code)
  }

  @Test func `what was never done is overdue where somebody asks, and only there`() throws {
    let limit = StatedDuration("1d")
    #expect(try status(works: [LastGood("drill", limit: limit)]).exitCode == .overdue)
    #expect(try status(works: [LastGood("drill")]).exitCode == .done)
  }

  @Test func `more than asked for in quarantine, or of days that wait, is told`() throws {
    let limits = InstallationStatus.Limits(quarantine: 2, dirtyDays: 1)
    #expect(try status(limits: limits) { $0.quarantine = 2 }.exitCode == .done)
    #expect(try status(limits: limits) { $0.quarantine = 3 }.exitCode == .overdue)
    let days = [20_000, 20_001].map { Day(number: $0) }
    #expect(
      try status(limits: limits) { $0.rollup.dirtyDays = [days[0]] }.exitCode == .done)
    #expect(try status(limits: limits) { $0.rollup.dirtyDays = days }.exitCode == .overdue)
    #expect(try status { $0.rollup.dirtyDays = days }.exitCode == .done)
  }

  @Test func `a run that says it is at work while nobody holds the store was killed`() throws {
    func killed(_ status: InstallationStatus) -> Double? {
      status.metrics.first { $0.name == "levain_runs_killed" }?.samples.first?.value
    }
    let running: (inout InstallationStatus) -> Void = { $0.runs = [(.rollup, .running, 2)] }
    #expect(killed(try status(running)) == 2)
    #expect(
      killed(
        try status { status in
          running(&status)
          status.holder = "levain rollup, process 1"
        }) == 0)
  }
}
