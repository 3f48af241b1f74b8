import Archives
import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel
import Store

/// The second pass over an archive: takes the pictures that its records named, and those that
/// their formats put beside them.
struct ImagePass {
  private let store: RecipeStore
  private let run: StoredRun
  private let archive: Int
  private let limits: ArchiveLimits
  /// Who wants a member, by where it lies.
  private var byPath: [Place: [ImageRequest]] = [:]
  /// Who names a member, by its base name, for records that name a picture without its folder.
  private var byBaseName: [Place: [ImageRequest]] = [:]
  private var baseNames: Set<FoldedName> = []
  /// The containers that pictures may lie in, and those around them.
  private var containers: Set<String> = []
  private var open: Set<Wish> = []
  /// The pictures that nobody misses when they are not there.
  private var possible: Set<Wish> = []
  /// Of how many pictures the location was taken out.
  private var removedLocations = 0

  /// A recipe's picture that was not found yet.
  private struct Wish: Hashable {
    var recipe: RecipeKey
    var position: Int

    init(_ request: ImageRequest) {
      recipe = request.recipe
      position = request.position
    }
  }

  /// A path or a base name within one container, case aside; `.*` for any extension.
  private struct Place: Hashable {
    var container: String
    var name: FoldedName
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
      let baseName = ImagePass.baseName(request.name)
      byPath[Place(container: request.container, name: FoldedName(path)), default: []]
        .append(request)
      if request.kind == .named {
        byBaseName[Place(container: request.container, name: baseName), default: []]
          .append(request)
      }
      if request.kind == .possible { possible.insert(Wish(request)) }
      baseNames.insert(baseName)
      containers.formUnion(MemberPlace.containers(on: request.container))
      open.insert(Wish(request))
    }
  }

  /// Walks the archive, stores what was asked for, and counts what was not there.
  ///
  /// A picture that is taken is no longer among what was left out.
  mutating func run(over path: String, leftOut: inout LeftOut) throws {
    let filter = MemberFilter { [baseNames, containers] location in
      containers.contains(MemberPlace.joined(location.archive, location.members))
        || ImagePass.names(for: location.members.last ?? location.archive)
          .contains { baseNames.contains(ImagePass.baseName($0)) }
    }
    var walker = ArchiveWalker(paths: [path], limits: limits, filter: filter)
    while true {
      let item: WalkItem?
      // What cannot be read was reported by the first pass; the files behind it still come.
      do throws(ReadFault) { item = try walker.next() } catch { continue }
      guard let item else { break }
      if case .member(let member) = item, let bytes = ImagePass.content(of: member) {
        let isTaken = try take(bytes, from: MemberPlace(member.location))
        if isTaken { leftOut.remove(member.location, reason: ImagePass.kind(of: bytes)) }
      }
    }
    let missing = open.subtracting(possible).count
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

  /// What the first pass took the bytes for.
  private static func kind(of bytes: [UInt8]) -> String {
    let sample = ContentSample(
      bytes: Array(bytes.prefix(ContentSample.limit)),
      isWhole: bytes.count <= ContentSample.limit)
    return if case .nothing(let looksLike) = RecipeReaders.detect(sample) { looksLike } else { "" }
  }

  private mutating func take(_ bytes: [UInt8], from place: MemberPlace) throws -> Bool {
    let requests = wanting(place).filter { open.contains(Wish($0)) }
    guard !requests.isEmpty,
      let (image, saidLocation) = try StoredImage.store(bytes, in: store.images)
    else { return false }
    if saidLocation { removedLocations += 1 }
    try store.write { (transaction) throws(StoreFault) in
      transaction.belongs(to: run.key)
      for request in requests {
        try transaction.add(
          image, to: request.recipe, position: request.position, at: run.referenceAt)
      }
    }
    for request in requests { open.remove(Wish(request)) }
    return true
  }

  /// Who wants the member: those that say just where it lies; without them, those that name it.
  private func wanting(_ place: MemberPlace) -> [ImageRequest] {
    for name in ImagePass.names(for: place.path) {
      let exact = byPath[Place(container: place.container, name: FoldedName(name))]
      if let exact { return exact }
    }
    let baseName = ImagePass.baseName(place.path)
    return byBaseName[Place(container: place.container, name: baseName)] ?? []
  }

  /// What a member may be asked for as: its path, and the path with any extension.
  private static func names(for path: String) -> [String] {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return [path] }
    return [path, path[..<dot] + ".*"]
  }

  private static func baseName(_ path: String) -> FoldedName {
    FoldedName(path.split(separator: "/").last ?? "")
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
