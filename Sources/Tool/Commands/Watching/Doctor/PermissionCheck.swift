import Foundation

/// Whether the store can be written, and by whom else.
struct PermissionCheck: DoctorCheck {
  static let name = "permissions"
  static let needsStore = false

  func examine(_ patient: Patient) throws -> [Finding] {
    let path = patient.session.storePath
    let manager = FileManager.default
    guard let attributes = try? manager.attributesOfItem(atPath: path) else { return [] }
    var findings: [Finding] = []
    let folder = URL(filePath: path).deletingLastPathComponent().path
    if !manager.isWritableFile(atPath: path) || !manager.isWritableFile(atPath: folder) {
      findings.append(
        .warning(
          "\(path) or its folder cannot be written by this user",
          "imports and rollups need to: run them as the user that owns it"))
    }
    let mode = attributes[.posixPermissions] as? Int ?? 0
    if mode & 0o002 != 0 {
      findings.append(
        .failure("\(path) can be written by everybody on this machine", "chmod o-w \(path)"))
    } else if mode & 0o004 != 0 {
      findings.append(
        .note(
          "\(path) holds e-mail addresses, and can be read by everybody on this machine: "
            + "chmod o-r takes that away"))
    }
    return findings
  }
}
