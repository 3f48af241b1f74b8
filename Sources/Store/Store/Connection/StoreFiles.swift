import Foundation

/// The files that a store consists of.
enum StoreFiles {
  /// What stands beside the file itself while it is in use; a store that was closed needs none of it.
  static let companions = ["-wal", "-shm", "-journal", ".lock", ".schedule.lock"]
  /// The folder of its pictures.
  static let images = ".images"
}

extension RecipeStore {
  /// How many bytes are free on the disk that a store lies on, or would; nil where the system does not
  /// say.
  public static func freeBytes(beside path: String) -> Int64? {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let disk = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return disk?[.systemFreeSize] as? Int64
  }

  /// How many bytes the store takes on its disk, without its pictures.
  public var bytesOnDisk: Int64 {
    ([""] + StoreFiles.companions).reduce(0) { sum, suffix in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
      return sum + (attributes?[.size] as? Int64 ?? 0)
    }
  }

  /// Removes a store with all that belongs to it, its pictures included; what is not there is passed
  /// over.
  ///
  /// For stores that were needed for a while only.
  public static func remove(at path: String) {
    for suffix in [""] + StoreFiles.companions + [StoreFiles.images] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }
}
