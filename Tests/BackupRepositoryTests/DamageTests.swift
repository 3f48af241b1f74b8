import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct DamageTests {
  @Test(arguments: [nil, SampleRepository.keyFile])
  func `any flipped byte of a repository is found, and its file named`(
    secret: RepositorySecret?
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, secret)
      try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      try SampleRepository.proveAll(path.path, secret)
      let files = try SampleRepository.files(path)
      #expect(files.count == 5)
      var random = SeededGenerator(seed: 1)
      for file in files {
        let url = path.appending(path: file)
        let whole = try Data(contentsOf: url)
        for position in whole.indices {
          // 0x20 turns a letter to the other case, which most readers of hexadecimal digits overlook.
          for bits in [0x20, UInt8.random(in: 1...255, using: &random)] {
            var damaged = whole
            damaged[position] ^= bits
            try overwrite(url, damaged)
            let fault = #expect(throws: RepositoryFault.self) {
              try SampleRepository.proveAll(path.path, secret)
            }
            #expect(fault?.path == url.path, "byte \(position) of \(file), xor \(bits)")
            #expect(fault?.isDamage == true, "byte \(position) of \(file): \(fault?.message ?? "")")
          }
        }
        try overwrite(url, whole)
      }
      try SampleRepository.proveAll(path.path, secret)
    }
  }

  @Test(arguments: [nil, SampleRepository.passphrase])
  func `a file that is cut off, longer or gone is found`(secret: RepositorySecret?) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, secret)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      for file in try SampleRepository.files(path) {
        let url = path.appending(path: file)
        let whole = try Data(contentsOf: url)
        for length in [0, 1, 8, whole.count / 2, whole.count - 1] {
          try overwrite(url, whole.prefix(length))
          let fault = #expect(throws: RepositoryFault.self) {
            try SampleRepository.proveAll(path.path, secret)
          }
          #expect(fault?.path == url.path, "\(length) bytes of \(file)")
        }
        for tail in [[0], Array(whole)] as [[UInt8]] {
          try overwrite(url, whole + tail)
          #expect(throws: RepositoryFault.self) {
            try SampleRepository.proveAll(path.path, secret)
          }
        }
        try overwrite(url, whole)
        guard file.hasPrefix("objects") || file.hasPrefix("images") else { continue }
        try FileManager.default.removeItem(at: url)
        let fault = #expect(throws: RepositoryFault.self) {
          try SampleRepository.proveAll(path.path, secret)
        }
        #expect(fault == RepositoryFault(.missing, path: url.path))
        try whole.write(to: url)
      }
    }
  }

  @Test(arguments: [nil, SampleRepository.passphrase])
  func `objects that were swapped are found, and snapshots as well`(
    secret: RepositorySecret?
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, secret)
      try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      try SampleRepository.addSnapshot(
        repository, ["c"], at: SampleRepository.instant("2026-11-23T00:00:00Z"),
        imageFolder: folder)
      let files = try SampleRepository.files(path)
      for folder in ["objects/", "snapshots/"] {
        let both = files.filter { $0.hasPrefix(folder) }.prefix(2).map { path.appending(path: $0) }
        let contents = try both.map { try Data(contentsOf: $0) }
        try overwrite(both[0], contents[1])
        try overwrite(both[1], contents[0])
        let fault = #expect(throws: RepositoryFault.self) {
          try SampleRepository.proveAll(path.path, secret)
        }
        #expect(both.map(\.path).contains(fault?.path ?? ""))
        #expect(fault?.isDamage == true)
        try overwrite(both[0], contents[0])
        try overwrite(both[1], contents[1])
      }
      try SampleRepository.proveAll(path.path, secret)
    }
  }

  @Test func `sealed bytes open in no other place`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(
        folder.appending(path: "backups"), SampleRepository.passphrase)
      let keys = try #require(repository.keys)
      let bytes = SampleRepository.lines("a")
      let sealed = try #require(keys.seal(bytes, as: "objects/3f/3fa9"))
      #expect(keys.open(sealed, as: "objects/3f/3fa9") == bytes)
      #expect(keys.open(sealed, as: "images/3f/3fa9") == nil)
      #expect(keys.open(sealed, as: "objects/3f/3fa8") == nil)
      #expect(keys.seal(bytes, as: "objects/3f/3fa9") == sealed)
      let elsewhere = try #require(keys.seal(bytes, as: "images/3f/3fa9"))
      #expect(elsewhere[8..<20] != sealed[8..<20], "one nonce for two places")
      let digest = Digest.sha256(bytes)
      #expect(
        repository.name(of: digest, .shard).digest != repository.name(of: digest, .image).digest)
    }
  }

  @Test func `a shard that inflates to more than is said is refused without inflating it`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let session = try repository.beginAdding(holder: "a test")
      var reference = try session.storeShard([UInt8](repeating: 0, count: 10_000_000)).reference
      reference.contentBytes = 10
      let name = repository.name(of: reference.digest, .shard)
      let fault = #expect(throws: RepositoryFault.self) { try repository.readShard(reference) }
      #expect(fault?.path.hasSuffix(name.path) == true)
      reference.contentBytes = .max
      expectFault(.limitExceeded(limit: "bytes of a shard")) {
        _ = try repository.readShard(reference)
      }
    }
  }

  @Test func `links and folders in place of an object are not followed`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      let session = try repository.beginAdding(holder: "a test")
      let reference = try session.storeShard(SampleRepository.lines("a")).reference
      let file = path.appending(path: repository.name(of: reference.digest, .shard).path)
      let moved = folder.appending(path: "moved")
      try FileManager.default.moveItem(at: file, to: moved)
      try FileManager.default.createSymbolicLink(at: file, withDestinationURL: moved)
      #expect(throws: RepositoryFault.self) { try repository.readShard(reference) }
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      #expect(throws: RepositoryFault.self) { try repository.readShard(reference) }
    }
  }

  /// Writes in place: a test of damage does not need to survive one.
  private func overwrite(_ url: URL, _ data: Data) throws {
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: data)
    try handle.close()
  }
}
