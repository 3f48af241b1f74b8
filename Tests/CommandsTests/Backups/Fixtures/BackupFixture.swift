import BackupRepository
import Foundation
import TestKit
import Testing

/// The backups of one version of the formats, as `Tests/Fixtures/Backups/README.md` tells.
struct BackupFixture: CustomTestStringConvertible, Sendable {
  var version: Int

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Backups")

  /// All that there are, by their versions.
  static let all: [BackupFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.compactMap { Int($0) }.sorted().map { BackupFixture(version: $0) }
  }()

  var folder: URL { BackupFixture.root.appending(path: "\(version)") }
  var archive: String { folder.appending(path: "archive.tar").path }
  var passphraseFile: String { folder.appending(path: "passphrase").path }
  var keyFile: String { folder.appending(path: "key").path }
  var testDescription: String { "version \(version)" }

  func rows(_ name: String) throws -> ExpectedRows {
    try ExpectedRows(contentsOf: folder.appending(path: "rows-\(name).jsonl"))
  }

  /// One of its repositories, and how it is opened.
  enum Door: String, CaseIterable, Sendable {
    case plain, passphrase, key

    var repository: String { self == .plain ? "plain" : "sealed" }
  }

  /// The options that open a repository.
  func options(_ door: Door) -> String {
    switch door {
    case .plain: ""
    case .passphrase: " --passphrase-file \(passphraseFile)"
    case .key: " --key-file \(keyFile)"
    }
  }

  /// Copies a repository, which is locked while it is read, and opens the copy.
  func open(_ door: Door, in temporary: URL) throws -> Repository {
    let copy = temporary.appending(path: "backups")
    try FileManager.default.copyItem(at: folder.appending(path: door.repository), to: copy)
    let secret: RepositorySecret? =
      switch door {
      case .plain: nil
      case .passphrase:
        .passphrase(Array(try Data(contentsOf: URL(filePath: passphraseFile)).dropLast()))
      case .key: .keyFile(Array(try Data(contentsOf: URL(filePath: keyFile))))
      }
    return try Repository.open(at: copy.path, secret: secret)
  }
}
