import Console
import Store

/// Whether the disk has room for what needs as much again as the store is large.
struct DiskCheck: DoctorCheck {
  static let name = "disk"
  static let needsStore = false
  /// An empty store grows too.
  private static let least: Int64 = 256 << 20

  func examine(_ patient: Patient) throws -> [Finding] {
    let path = patient.session.storePath
    guard let free = RecipeStore.freeBytes(beside: path) else {
      return [.warning("the system does not say what is free beside \(path)")]
    }
    let bytes = patient.store?.bytesOnDisk ?? 0
    guard free < max(bytes, DiskCheck.least) else { return [] }
    return [
      .warning(
        "\(Figures.bytes(free)) are free beside a store of \(Figures.bytes(bytes))",
        "make room: a drill, an upgrade and an erasure need as much again as the store is large")
    ]
  }
}
