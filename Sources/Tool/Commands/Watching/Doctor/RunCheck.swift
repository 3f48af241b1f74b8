import Store

/// Whether runs were killed, and who holds the store.
struct RunCheck: DoctorCheck {
  static let name = "runs"

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [] }
    if let holder = RunLock.holder(ofStore: store.path) {
      return [.note("\(holder) is at work")]
    }
    return try store.read { try $0.runningRuns() }.map { run in
      .warning(
        "run \(run.id) (\(run.kind.rawValue)) was killed",
        "begin it again, which goes on where it stopped; --repair only says that it ended",
        repair: .endKilledRuns)
    }
  }
}
