import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension RecipeStore {
  /// How many bytes may still be written on the disk that the store lies on; nil when the system
  /// does not say.
  public func freeBytes() -> Int64? {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    let (bytes, overflow) = Int64(status.f_bavail).multipliedReportingOverflow(
      by: Int64(status.f_frsize))
    return overflow ? nil : bytes
  }

  /// How many bytes the store's file has; 0 when the system does not say.
  public func ownBytes() -> Int64 {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let size = (try? FileManager.default.attributesOfItem(atPath: target))?[.size] as? NSNumber
    return size?.int64Value ?? 0
  }
}
