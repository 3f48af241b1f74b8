import Archives
import BackupRepository
import Backups
import Communities
import Foundation
import Indexes
import PipelineCore
import RecipeCoding
import RecipeModel
import Reports
import Store

/// Writes an archive of everything of and about one user.
struct PersonExportWork {
  var path: String
  /// An e-mail address, a username or an id.
  var person: String
  /// Whether the archive is read again.
  var isVerified = true
  var acting: ActingAs

  /// Takes it out of the store.
  func run(in session: CommandSession) throws -> PersonExportResult {
    let store = try session.openStore()
    let user = try CommunityActions(store: store, surroundings: session.surroundings)
      .resolvePersonalData(of: person, as: acting)
    return try session.observed { observer in
      try write(user, of: store, at: session.surroundings.now(), observer) { digest, _ in
        store.images.read(digest)
      }
    }
  }

  /// Takes it out of a snapshot, as it was then; who was erased since is erased there first (R23).
  func run(
    in session: CommandSession, from repository: Repository, _ snapshot: SnapshotID
  ) throws -> PersonExportResult {
    var name = person
    if acting != .operator {
      // Who is who, the store of today says.
      name = try CommunityActions(store: session.openStore(), surroundings: session.surroundings)
        .resolvePersonalData(of: person, as: acting).id.text
    }
    return try session.inWorkFolder(of: repository.path, in: nil, for: "export") { folder in
      try session.observed { observer in
        try OpenSnapshot.with(
          snapshot, of: repository, inFolder: folder, holder: session.holder(of: "backup export"),
          observer: observer
        ) { open in
          guard !open.isOfPart else { throw PersonInPart(snapshot: snapshot) }
          let actions = CommunityActions(store: open.store, surroundings: session.surroundings)
          let found = try actions.resolvePersonalData(of: name, as: .operator)
          try eraseAgain(found, in: open, actions, session)
          let user = try actions.resolvePersonalData(of: found.id.text, as: .operator)
          if acting != .operator { try endWhatEnded(of: user, in: open.store, session) }
          return try write(
            user, of: open.store, at: open.summary.manifest.createdAt, observer, open.image)
        }
      }
    }
  }

  /// Ends in a snapshot's store the memberships that are none today: access ends at once (R5), also
  /// to what the communities that somebody left held when they were there.
  private func endWhatEnded(
    of user: StoredUser, in then: RecipeStore, _ session: CommandSession
  ) throws {
    let roles = try then.read { (transaction) throws(StoreFault) in
      try transaction.roles(of: user.key)
    }
    let ended = try session.openStore().read { (transaction) throws(StoreFault) in
      var ended: [(community: CommunityKey, at: Instant?)] = []
      guard let today = try transaction.user(user.id) else { return ended }
      let living = Set(try transaction.roles(of: today.key).map(\.id))
      for role in roles where !living.contains(role.id) {
        var moment: Instant?
        if let community = try transaction.community(role.id) {
          moment = try transaction.lastDeparture(of: today.key, from: community.key)
        }
        ended.append((role.community, moment))
      }
      return ended
    }
    let now = session.surroundings.now()
    try then.write { (transaction) throws(StoreFault) in
      for (community, moment) in ended {
        if let membership = try transaction.membership(of: user.key, in: community) {
          try transaction.endMembership(membership.key, at: moment ?? now)
        }
      }
    }
  }

  private func eraseAgain(
    _ user: StoredUser, in open: OpenSnapshot, _ actions: CommunityActions,
    _ session: CommandSession
  ) throws {
    var erasures = try session.erasures(after: open.id, in: open.repository)
    if FileManager.default.fileExists(atPath: session.storePath) {
      erasures += try session.openStore().read { (transaction) throws(StoreFault) in
        try transaction.erasures()
      }
    }
    guard !erasures.isEmpty else { return }
    // What pictures note of a person is taken out of their files.
    let recipes = try open.store.read { try $0.recipesNotPurged(of: user.key) }
    try open.fetchImages(of: ArchiveSelection(.recipes(recipes), holdsPrivateDetails: true))
    _ = try actions.applyErasures(erasures)
  }

  // MARK: - Writing

  private typealias Picture = (digest: Digest, mediaType: String, bytes: Int)

  /// Writes both forms into a folder beside the archive first, for a tar says how long a member is.
  private func write(
    _ user: StoredUser, of store: RecipeStore, at moment: Instant, _ observer: Observer,
    _ image: (Digest, Int) -> [UInt8]?
  ) throws -> PersonExportResult {
    try OutputFolder.make(for: path)
    let place = URL(filePath: path)
    // Hidden and named so that nobody else's folder is ever taken for what a killed run left.
    let folder = place.deletingLastPathComponent()
      .appending(path: ".\(place.lastPathComponent).levain-parts").path
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (json, page) = (
      try AtomicFile(path: "\(folder)/person.json"), try AtomicFile(path: "\(folder)/person.html")
    )
    var document = PersonDocument(
      of: user, generatedAt: moment, json: { try json.write($0) }, page: { try page.write($0) })
    let pictures = try store.read { (transaction) throws in
      try fill(&document, of: user.key, in: transaction, observer)
      var pictures: [Picture] = []
      guard !document.isErased else { return pictures }
      try transaction.eachPersonalImage(of: user.key) { pictures.append(($0, $1, $2)) }
      return pictures
    }
    try json.commit()
    try page.commit()
    var result = PersonExportResult(
      path: path, user: user.id, isErased: document.isErased, sections: document.counts)
    try archive(folder, pictures, at: moment, image, &result)
    return result
  }

  private func fill(
    _ document: inout PersonDocument, of user: UserKey, in transaction: ReadTransaction,
    _ observer: Observer
  ) throws {
    var records = 0
    func step() throws {
      records += 1
      guard records % 1000 == 0 else { return }
      observer.progress(Progress(activity: "writing", records: records))
      if observer.shouldStop() { throw Interrupted() }
    }
    try document.begin()
    for section in document.sections {
      try document.begin(section)
      if section.name == PersonalSection.views.name {
        try PersonalViews(transaction: transaction, user: user).each { row in
          try document.add(row)
          try step()
        }
      } else {
        try transaction.eachPersonalRow(of: section, about: user) { row in
          try document.add(row)
          try step()
        }
      }
      try document.endSection()
    }
    try document.end()
  }

  private func archive(
    _ folder: String, _ pictures: [Picture], at moment: Instant,
    _ image: (Digest, Int) -> [UInt8]?, _ result: inout PersonExportResult
  ) throws {
    // It is of one person, and nobody else's to read.
    let file = try AtomicFile(path: path, permissions: 0o600)
    let counted = DigestingSink(into: file)
    let tar = TarWriter(into: counted, modifiedSeconds: max(0, moment.milliseconds / 1000))
    for name in ["person.html", "person.json"] {
      try copy("\(folder)/\(name)", as: name, into: tar)
    }
    for picture in pictures {
      guard let content = image(picture.digest, picture.bytes),
        Digest.sha256(content) == picture.digest
      else {
        result.missingPictures += 1
        continue
      }
      try tar.addMember(
        "images/\(picture.digest.hex)\(PersonExportWork.ending(of: picture.mediaType))", content)
      result.pictures += 1
    }
    try tar.finish()
    try file.commit()
    result.bytes = counted.count
    if isVerified { try PersonExportWork.prove(path, counted.digest) }
  }

  /// Reads a file again, which is to have the bytes that were written.
  static func prove(_ path: String, _ digest: [UInt8]) throws {
    let source = try FileByteSource(path: path)
    let read = DigestingSink(into: NowhereSink())
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { break }
      try read.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    guard read.digest == digest else { throw NotAsWritten(path: path) }
  }

  private func copy(_ path: String, as name: String, into tar: TarWriter) throws {
    let source = try FileByteSource(path: path)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
    try tar.beginMember(name, size: size ?? 0)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return }
      try tar.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// What programs that show pictures know them by.
  private static func ending(of mediaType: String) -> String {
    switch mediaType {
    case "image/jpeg": ".jpg"
    case "image/png": ".png"
    case "image/webp": ".webp"
    case "image/gif": ".gif"
    case "image/avif": ".avif"
    default: ""
    }
  }
}

/// The views of one user, by time.
struct PersonalViews {
  let transaction: ReadTransaction
  let user: UserKey

  /// Hands over a row for each; memory holds one day.
  func each(_ body: ([PersonalValue]) throws -> Void) throws {
    try transaction.eachViewDay { day, payload in
      let events = try ViewSegment.decode(payload, on: day)
        .filter { $0.viewer == user.value }
        .sorted { ($0.at.milliseconds, $0.recipe) < ($1.at.milliseconds, $1.recipe) }
      var recipes: [Int64: (id: RecipeID, title: String?)] = [:]
      for event in events {
        if recipes[event.recipe] == nil {
          recipes[event.recipe] = try transaction.viewedRecipe(RecipeKey(event.recipe), by: user)
        }
        guard let recipe = recipes[event.recipe] else { continue }
        try body([
          .text(recipe.id.text), recipe.title.map { .text($0) } ?? .none, .moment(event.at),
        ])
      }
    }
  }
}

/// Keeps nothing.
private final class NowhereSink: ByteSink {
  func write(_ bytes: UnsafeRawBufferPointer) {}
}

/// A file that is not what was written into it.
struct NotAsWritten: Fault {
  var path: String

  var what: String { "\(path) was read again, and is not what was written" }
  var hint: String? { "write it again, onto another disk if that goes on" }
}

/// A snapshot of one community, which does not hold all of anybody.
struct PersonInPart: Fault {
  var snapshot: SnapshotID

  var what: String { "\(snapshot) is of one community, and does not hold all of a person" }
  var hint: String? { "name a snapshot of everything; `levain backup list` shows them" }
}
