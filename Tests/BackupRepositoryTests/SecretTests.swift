import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct SecretTests {
  private let other = RepositorySecret.passphrase(Array("battery staple".utf8))

  @Test func `a wrong secret, a missing one and one too many are told apart`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sealed").path
      _ = try SampleRepository.create(URL(filePath: path), SampleRepository.passphrase)
      expectFault(.needsSecret) { _ = try Repository.open(at: path) }
      expectFault(.wrongSecret) { _ = try Repository.open(at: path, secret: other) }
      expectFault(.wrongSecret) {
        _ = try Repository.open(at: path, secret: SampleRepository.keyFile)
      }
      let keyed = folder.appending(path: "keyed").path
      _ = try SampleRepository.create(URL(filePath: keyed), SampleRepository.keyFile)
      expectFault(.wrongSecret) {
        let key = RepositorySecret.keyFile([UInt8](repeating: 9, count: 32))
        _ = try Repository.open(at: keyed, secret: key)
      }
      let plain = folder.appending(path: "plain").path
      _ = try SampleRepository.create(URL(filePath: plain), nil)
      expectFault(.notEncrypted) { _ = try Repository.open(at: plain, secret: other) }
    }
  }

  @Test func `settings that were tampered with are told from a wrong secret`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, SampleRepository.passphrase)
      try repository.add(SampleRepository.keyFile, holder: "a test")
      let file = path.appending(path: "levain-repository.json")
      let (config, _, second) = try Repository.readConfig(in: repository.folder)

      // Somebody who knows how digests are made takes a slot away, with the code that there was.
      var fewer = config
      fewer.slots.removeLast()
      let sha256 = DigestedDocument.secondLine(fewer.line).dropLast(2)
      try Data(fewer.line + sha256 + second.dropFirst(sha256.count)).write(to: file)
      let fault = #expect(throws: RepositoryFault.self) {
        try Repository.open(at: path.path, secret: SampleRepository.passphrase)
      }
      #expect(fault?.path == file.path)
      guard case .tampered = fault?.cause else {
        Issue.record("\(String(describing: fault))")
        return
      }

      // Somebody puts settings there that say that nothing is encrypted.
      var plain = config
      plain.slots = []
      try Data(DigestedDocument.lines(plain.line)).write(to: file)
      expectFault(.notEncrypted) {
        _ = try Repository.open(at: path.path, secret: SampleRepository.passphrase)
      }

      // A slot of which a byte was changed, with the right digests.
      var changed = config
      changed.slots[0].wrappedKey[20] ^= 1
      let keys = try #require(repository.keys)
      let line = changed.line
      try Data(DigestedDocument.lines(line, code: keys.code(ofConfig: line))).write(to: file)
      expectFault(.wrongSecret) {
        _ = try Repository.open(at: path.path, secret: SampleRepository.passphrase)
      }
      _ = try Repository.open(at: path.path, secret: SampleRepository.keyFile)
    }
  }

  @Test func `a passphrase is changed without a change of any object`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, SampleRepository.passphrase)
      try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      let files = try SampleRepository.files(path).filter { $0 != "levain-repository.json" }
      let before = try files.map { try Data(contentsOf: path.appending(path: $0)) }

      let slot = try repository.add(other, cost: SampleRepository.cost, holder: "a test")
      #expect(slot == RepositorySlot(number: 2, kind: .passphrase))
      try SampleRepository.proveAll(path.path, SampleRepository.passphrase)
      try SampleRepository.proveAll(path.path, other)
      try repository.remove(slot: 1, holder: "a test")
      expectFault(.wrongSecret) {
        try SampleRepository.proveAll(path.path, SampleRepository.passphrase)
      }
      try SampleRepository.proveAll(path.path, other)
      #expect(try files.map { try Data(contentsOf: path.appending(path: $0)) } == before)

      expectFault(.lastSlot(2)) { try repository.remove(slot: 2, holder: "a test") }
      expectFault(.noSuchSlot(1)) { try repository.remove(slot: 1, holder: "a test") }
      #expect(
        try repository.add(SampleRepository.keyFile, holder: "a test")
          == RepositorySlot(number: 3, kind: .keyFile))
      #expect(try repository.slots().map(\.number) == [2, 3])
    }
  }

  @Test func `a secret that protects nothing is refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      for secret in [
        RepositorySecret.passphrase([]), .keyFile([UInt8](repeating: 1, count: 31)),
        .keyFile([UInt8](repeating: 1, count: 1024 * 1024 + 1)),
      ] {
        let fault = #expect(throws: RepositoryFault.self) {
          try SampleRepository.create(path, secret)
        }
        #expect(fault?.exitCode == .usage)
        #expect(!FileManager.default.fileExists(atPath: path.path))
      }
      let plain = try SampleRepository.create(path, nil)
      expectFault(.notEncrypted) { try plain.add(other, holder: "a test") }
      #expect(try plain.slots().isEmpty)
    }
  }

  @Test func `a secret that is replaced opens nothing, in one step that a kill leaves done or not`()
    throws
  {
    try withTemporaryFolder { folder in
      var steps = 0
      while true {
        let path = folder.appending(path: "killed-\(steps)")
        let made = try SampleRepository.create(path, SampleRepository.passphrase)
        try made.add(SampleRepository.keyFile, cost: SampleRepository.cost, holder: "a test")
        let killed = try Repository.open(
          Killing(after: steps).folder(path.path), secret: SampleRepository.passphrase)
        #expect(killed.openedSlot == 1)
        let slot = try? killed.replaceSecret(
          with: other, cost: SampleRepository.cost, holder: "a test")
        let opening = [SampleRepository.passphrase, other].map { secret in
          (try? Repository.open(at: path.path, secret: secret)) != nil
        }
        #expect(opening.count(where: \.self) == 1, "never both, never none")
        // The other secrets are left alone.
        let opened = try Repository.open(at: path.path, secret: SampleRepository.keyFile)
        #expect(opened.openedSlot == 2)
        if let slot {
          #expect(slot == RepositorySlot(number: 3, kind: .passphrase))
          #expect(opening == [false, true])
          #expect(try opened.slots().map(\.number) == [2, 3])
          break
        }
        steps += 1
      }
      #expect(steps == 5)
    }
  }

  @Test func `a wrong secret is the caller's, and damage the repository's`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, SampleRepository.passphrase)
      #expect(repository.openedSlot == 1)
      for secret in [nil, other] {
        let fault = #expect(throws: RepositoryFault.self) {
          try Repository.open(at: path.path, secret: secret)
        }
        #expect(fault?.exitCode == .usage)
      }
      let settings = path.appending(path: RepositoryLayout.configName)
      var bytes = try Data(contentsOf: settings)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: settings)
      let fault = #expect(throws: RepositoryFault.self) {
        try Repository.open(at: path.path, secret: SampleRepository.passphrase)
      }
      #expect(fault?.exitCode == .failed && fault?.isDamage == true)
      let plain = try SampleRepository.create(folder.appending(path: "plain"), nil)
      #expect(plain.openedSlot == nil)
      expectFault(.notEncrypted) { _ = try plain.replaceSecret(with: other, holder: "a test") }
    }
  }

  @Test func `the usual cost of trying a passphrase can be paid`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups").path
      _ = try Repository.create(
        at: path, secret: SampleRepository.passphrase, id: "r", createdAt: SampleRepository.moment)
      _ = try Repository.open(at: path, secret: SampleRepository.passphrase)
    }
  }

  @Test(arguments: [
    (1 << 23, 8, 1), (3, 8, 1), (0, 8, 1), (1 << 15, 0, 1), (1 << 15, 8, 0), (1 << 20, 64, 16),
    (.max, .max, .max),
  ])
  func `no settings make an opening take gigabytes`(cost: (Int, Int, Int)) {
    #expect(ScryptCost(rounds: cost.0, blockSize: cost.1, parallelism: cost.2) == nil)
  }
}
