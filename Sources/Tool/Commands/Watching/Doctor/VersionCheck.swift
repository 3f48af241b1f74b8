import PipelineCore
import Store

/// What the program and the store are.
struct VersionCheck: DoctorCheck {
  static let name = "versions"
  static let needsStore = false

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [.note("levain \(Version.current)")] }
    let (schema, sqlite) = try store.read { transaction in
      (try transaction.snapshotState().schemaVersion, try transaction.sqliteVersion())
    }
    return [.note("levain \(Version.current), schema \(schema), SQLite \(sqlite)")]
  }
}
