import Store

/// Whether the store can be opened, and is whole.
struct StoreCheck: DoctorCheck {
  static let name = "store"
  static let needsStore = false

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else {
      return [.failure(patient.fault?.what ?? "it cannot be opened", patient.fault?.hint)]
    }
    let findings = try store.integrityFindings()
    guard !findings.isEmpty else { return [] }
    return findings.prefix(StoreCheck.mostShown).map {
      .failure($0, "`levain backup restore` makes a store of the last backup, beside this one")
    }
  }

  private static let mostShown = 20
}
