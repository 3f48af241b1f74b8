import Foundation
public import RecipeModel

extension ImageFiles {
  /// Removes the files that no row names, of all that there are; gives how many.
  ///
  /// What a kill left between a commit and the removal of files goes too. The caller holds the
  /// store's `RunLock`, because an import writes a file before the row that names it.
  public func removeUnnamed(isNamed: ([Digest]) throws -> Set<Digest>) throws -> Int {
    var removed = 0
    try forEachUnnamed(isNamed: isNamed) { digest in
      do {
        try FileManager.default.removeItem(atPath: path(of: digest))
        removed += 1
      } catch {
        throw StoreFault(
          .cannotOpen(path: path(of: digest), reason: "the image cannot be removed"))
      }
    }
    return removed
  }

  /// Hands over the digest of each file that nothing names.
  public func forEachUnnamed(
    isNamed: ([Digest]) throws -> Set<Digest>, _ body: (Digest) throws -> Void
  ) throws {
    let manager = FileManager.default
    for part in (try? manager.contentsOfDirectory(atPath: folder).sorted()) ?? [] {
      let names = (try? manager.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []
      // Only what has the name of an image is one; anything else is not ours to remove.
      let digests = names.compactMap { name in
        Digest(hex: name).flatMap { $0.hex == name ? $0 : nil }
      }
      let named = try isNamed(digests)
      for digest in digests where !named.contains(digest) { try body(digest) }
    }
  }
}
