import Console
import Foundation
import Store

/// Whether the files of pictures are there, and no others.
struct PictureCheck: DoctorCheck {
  static let name = "pictures"

  func examine(_ patient: Patient) throws -> [Finding] {
    guard let store = patient.store else { return [] }
    var missing = 0
    var cut = 0
    try store.read { transaction in
      try transaction.eachSnapshotImage { _, digest, bytes in
        let path = store.images.path(of: digest)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int else { return missing += 1 }
        if size != bytes { cut += 1 }
      }
    }
    var unnamed = 0
    if RunLock.holder(ofStore: store.path) == nil {
      try store.images.forEachUnnamed { digests in
        try store.read { (transaction) throws(StoreFault) in
          try transaction.storedImages(among: digests)
        }
      } _: { _ in
        unnamed += 1
      }
    }
    return findings(missing: missing, cut: cut, unnamed: unnamed)
  }

  private func findings(missing: Int, cut: Int, unnamed: Int) -> [Finding] {
    let hint = "`levain backup restore` brings them back, into another store or by community"
    var findings: [Finding] = []
    if missing > 0 {
      findings.append(
        .failure("\(Figures.count(missing, "picture is", "pictures are")) missing", hint))
    }
    if cut > 0 {
      findings.append(
        .failure("\(Figures.count(cut, "picture is", "pictures are")) not whole", hint))
    }
    if unnamed > 0 {
      findings.append(
        .warning(
          "\(Figures.count(unnamed, "file", "files")) of pictures that no recipe has",
          "`levain purge` removes them", repair: .removeUnnamedPictures))
    }
    return findings
  }
}
