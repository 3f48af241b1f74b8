import Console
import Store

/// Whether there is a backup, and whether it was ever restored for a try.
struct BackupCheck: DoctorCheck {
  static let name = "backups"

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [] }
    let (backup, drill) = try store.read { (transaction) throws(StoreFault) in
      (try transaction.lastGoodRun(.backup), try transaction.lastGoodRun(.drill))
    }
    guard let backup else {
      return [.warning("no backup was ever taken", "`levain backup create REPOSITORY` takes one")]
    }
    var findings = [Finding.note("the last backup is of \(backup.startedAt)")]
    if drill == nil {
      findings.append(
        .warning(
          "no backup was ever restored for a try", "`levain backup drill REPOSITORY` does that"))
    }
    return findings
  }
}
