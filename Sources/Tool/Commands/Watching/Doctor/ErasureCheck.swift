import Store

/// Whether an erasure was killed before what it removed was gone from the file (R23).
struct ErasureCheck: DoctorCheck {
  static let name = "erasures"

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [] }
    let isLeft = try store.read { (transaction) throws(StoreFault) in
      try transaction.isUnfinished(.purge, label: ErasureWork.label)
    }
    guard isLeft, RunLock.holder(ofStore: store.path) == nil else { return [] }
    return [
      .failure(
        "an erasure did not end: what it removed may still be read from the file",
        "`levain purge` finishes it", repair: .finishErasure)
    ]
  }
}
