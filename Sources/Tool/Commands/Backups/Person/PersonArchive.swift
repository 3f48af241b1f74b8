import Archives
import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Reports
import Store

/// The archive of everything of and about one user: two forms of the same, and pictures.
struct PersonArchive {
  var path: String
  var user: StoredUser
  var store: RecipeStore
  /// When what it says was so.
  var moment: Instant
  var observer: Observer

  /// Writes both forms into a folder beside the archive first, for a tar says how long a member is.
  ///
  /// - Parameters:
  ///   - isVerified: Whether the archive is read again.
  ///   - image: Gives the bytes of a picture by its digest and size; nil where it is nowhere.
  /// - Returns: What is in the archive.
  /// - Throws: Faults of the store and of files; `Interrupted`.
  func write(
    isVerified: Bool, _ image: (Digest, Int) -> [UInt8]?
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
      try fill(&document, in: transaction)
      var pictures: [Picture] = []
      guard !document.isErased else { return pictures }
      try transaction.eachPersonalImage(of: user.key) { pictures.append(($0, $1, $2)) }
      return pictures
    }
    try json.commit()
    try page.commit()
    var result = PersonExportResult(
      path: path, user: user.id, isErased: document.isErased, sections: document.counts)
    let digest = try pack(folder, pictures, image, &result)
    if isVerified { try PersonArchive.prove(path, digest) }
    return result
  }

  private typealias Picture = (digest: Digest, mediaType: String, bytes: Int)

  private func fill(_ document: inout PersonDocument, in transaction: ReadTransaction) throws {
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
        try PersonalViews(transaction: transaction, user: user.key).each { row in
          try document.add(row)
          try step()
        }
      } else {
        try transaction.eachPersonalRow(of: section, about: user.key) { row in
          try document.add(row)
          try step()
        }
      }
      try document.endSection()
    }
    try document.end()
  }

  /// Packs what lies in the folder, and the pictures; gives the digest of the archive.
  private func pack(
    _ folder: String, _ pictures: [Picture], _ image: (Digest, Int) -> [UInt8]?,
    _ result: inout PersonExportResult
  ) throws -> [UInt8] {
    // It is of one person, and nobody else's to read.
    let file = try AtomicFile(path: path, permissions: 0o600)
    let counted = DigestingSink(into: file)
    let tar = TarWriter(into: counted, modifiedSeconds: max(0, moment.milliseconds / 1000))
    for name in ["person.html", "person.json"] {
      let source = try FileByteSource(path: "\(folder)/\(name)")
      try tar.beginMember(name, size: source.size)
      try source.forEachPiece { try tar.write($0) }
    }
    for picture in pictures {
      guard let content = image(picture.digest, picture.bytes),
        Digest.sha256(content) == picture.digest
      else {
        result.missingPictures += 1
        continue
      }
      try tar.addMember(
        "images/\(picture.digest.hex)\(PersonArchive.ending(of: picture.mediaType))", content)
      result.pictures += 1
    }
    try tar.finish()
    try file.commit()
    result.bytes = counted.count
    return counted.digest
  }

  /// Reads a file again, which is to have the bytes that were written.
  static func prove(_ path: String, _ digest: [UInt8]) throws {
    let written = DigestingByteSource(try FileByteSource(path: path))
    try written.drain()
    guard written.digest == digest else { throw NotAsWritten(path: path) }
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

/// A file that is not what was written into it.
struct NotAsWritten: Fault {
  var path: String

  var what: String { "\(path) was read again, and is not what was written" }
  var hint: String? { "write it again, onto another disk if that goes on" }
}
