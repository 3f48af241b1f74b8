import Console
import Statistics
import Store

/// Whether what is derived has seen everything.
struct IndexCheck: DoctorCheck {
  static let name = "indexes"

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [] }
    let (indexes, rollup) = try store.read { (transaction) throws(StoreFault) in
      (try transaction.indexesBehind(), try RollupStatus(in: transaction))
    }
    var findings: [Finding] = []
    if !indexes.isEmpty {
      let names = indexes.map(\.rawValue).joined(separator: ", ")
      findings.append(
        .warning(
          "the indexes have not seen everything: \(names)", "`levain index` catches up",
          repair: .catchUpIndexes))
    }
    if rollup.isBehind {
      let days = Figures.count(rollup.dirtyDays.count, "day waits", "days wait")
      findings.append(
        .warning("not everything is counted: \(days)", "`levain rollup` catches up"))
    }
    return findings
  }
}
