import Archives
import PipelineCore
import RecipeModel
import Store

/// The second pass over an archive: takes the pictures that its records named.
struct ImagePass {
  private let store: RecipeStore
  private let run: StoredRun
  private let archive: Int
  private let limits: ArchiveLimits
  /// Who wants a member, by the member's folded path; and by its base name, for records that
  /// name a picture without its folder.
  private var byPath: [FoldedName: [ImageRequest]] = [:]
  private var byBaseName: [FoldedName: [ImageRequest]] = [:]
  private var open: Set<Wish> = []
  /// Of how many pictures the location was taken out.
  private var removedLocations = 0

  /// A recipe's picture that was not found yet.
  private struct Wish: Hashable {
    var recipe: RecipeKey
    var position: Int
  }

  /// What a picture may be large at most.
  private static let maximumBytes = 64 << 20

  init(
    store: RecipeStore, run: StoredRun, archive: Int, requests: [ImageRequest],
    limits: ArchiveLimits
  ) {
    self.store = store
    self.run = run
    self.archive = archive
    self.limits = limits
    for request in requests {
      let path = request.folder.isEmpty ? request.name : "\(request.folder)/\(request.name)"
      byPath[FoldedName(path), default: []].append(request)
      byBaseName[ImagePass.baseName(request.name), default: []].append(request)
      open.insert(Wish(recipe: request.recipe, position: request.position))
    }
  }

  /// Walks the archive, stores what was asked for, and counts what was not there.
  mutating func run(over path: String) throws {
    let names = Set(byBaseName.keys)
    let filter = MemberFilter { place in
      // Containers have to be opened to find out, so everything but a plain other name is.
      guard let last = place.members.last else { return true }
      return names.contains(ImagePass.baseName(last)) || !last.contains(".")
        || ImagePass.mayBeContainer(last)
    }
    var walker = ArchiveWalker(paths: [path], limits: limits, filter: filter)
    while true {
      // What cannot be read was reported by the first pass.
      guard let item = try? walker.next() else { break }
      if case .member(let member) = item, let bytes = ImagePass.content(of: member) {
        try take(bytes, from: member.name)
      }
    }
    let missing = open.count
    let removed = removedLocations
    try store.write { transaction in
      if removed > 0 {
        try transaction.add(
          RecordWarning(.locationRemoved, field: "image"), count: removed, to: run.key)
      }
      if missing > 0 {
        try transaction.add(
          RecordWarning(.missingImage, field: "image"), count: missing, to: run.key)
      }
      try transaction.forgetImageRequests(archive: archive, run: run.key)
    }
  }

  private mutating func take(_ bytes: [UInt8], from name: String) throws {
    let wanted =
      byPath[FoldedName(name)] ?? byBaseName[ImagePass.baseName(name)] ?? []
    let requests = wanted.filter {
      open.contains(Wish(recipe: $0.recipe, position: $0.position))
    }
    guard !requests.isEmpty,
      let (image, saidLocation) = try StoredImage.store(bytes, in: store.images)
    else { return }
    if saidLocation { removedLocations += 1 }
    try store.write { (transaction) throws(StoreFault) in
      for request in requests {
        try transaction.add(
          image, to: request.recipe, position: request.position, at: run.referenceAt)
      }
    }
    for request in requests {
      open.remove(Wish(recipe: request.recipe, position: request.position))
    }
  }

  private static func baseName(_ path: String) -> FoldedName {
    FoldedName(path.split(separator: "/").last ?? "")
  }

  private static func mayBeContainer(_ name: String) -> Bool {
    ["zip", "tar", "gz", "tgz"].contains { name.lowercased().hasSuffix(".\($0)") }
  }

  private static func content(of member: Member) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while bytes.count <= maximumBytes {
      guard let count = try? buffer.withUnsafeMutableBytes({ try member.read(into: $0) }) else {
        return nil
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    return nil
  }
}
