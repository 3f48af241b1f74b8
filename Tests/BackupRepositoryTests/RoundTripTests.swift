import Foundation
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct RoundTripTests {
  @Test(arguments: [nil, SampleRepository.passphrase, SampleRepository.keyFile])
  func `what is stored is read again, with a secret and without`(
    secret: RepositorySecret?
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let created = try SampleRepository.create(path, secret)
      #expect(created.isEncrypted == (secret != nil))
      #expect(Repository.isRepository(at: path.path))
      #expect(!Repository.isRepository(at: folder.path))
      let id = try SampleRepository.addSnapshot(created, ["a", "b"], imageFolder: folder)
      #expect(id.text.hasPrefix("20261122T163005Z-"))

      let opened = try Repository.open(at: path.path, secret: secret)
      #expect(opened.id == "repository-1")
      #expect(opened.createdAt == SampleRepository.moment)
      #expect(try opened.snapshots() == [id])
      let manifest = try opened.manifest(id)
      #expect(manifest.label == "before the move")
      #expect(manifest.shards.count == 2)
      let contents = try manifest.shards.map { try opened.readShard($0.object) }
      #expect(contents == [SampleRepository.lines("a"), SampleRepository.lines("b")])
      let image = ImageReference(
        digest: .sha256(SampleRepository.image), bytes: SampleRepository.image.count)
      #expect(try opened.readImage(image) == SampleRepository.image)
      let copy = folder.appending(path: "copy")
      try opened.copyImage(image, to: copy.path)
      #expect(try Array(Data(contentsOf: copy)) == SampleRepository.image)
    }
  }

  @Test func `standard tools read one that is not encrypted`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      let script = """
        set -e
        for f in levain-repository.json snapshots/*.json; do
          grep -q "$(head -n 1 "$f" | sha256sum | cut -d' ' -f1)" "$f"
        done
        for f in objects/*/*; do
          [ "$(gzip -dc < "$f" | sha256sum | cut -d' ' -f1)" = "$(basename "$f")" ]
        done
        for f in images/*/*; do
          [ "$(sha256sum < "$f" | cut -d' ' -f1)" = "$(basename "$f")" ]
        done
        """
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", script]
      process.currentDirectoryURL = path
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  @Test func `nothing in the files of an encrypted one tells what is in it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, SampleRepository.passphrase)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      for file in try SampleRepository.files(path) where file != "levain-repository.json" {
        let data = try Data(contentsOf: path.appending(path: file))
        #expect(data.prefix(8) == Data("LEVAINS1".utf8))
        #expect(!file.contains(Digest.sha256(SampleRepository.lines("a")).hex))
        #expect(!file.contains(Digest.sha256(SampleRepository.image).hex))
      }
    }
  }

  @Test(arguments: [nil, SampleRepository.passphrase])
  func `equal content is stored once, in one session and in later ones`(
    secret: RepositorySecret?
  ) throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), secret)
      let first = try repository.beginAdding(holder: "a test")
      let stored = try first.storeShard(SampleRepository.lines("a"))
      #expect(!stored.wasThere)
      #expect(try first.storeShard(SampleRepository.lines("a")).wasThere)
      let id = try first.write(SampleRepository.manifest([[stored.reference]]))
      first.end()
      let second = try repository.beginAdding(holder: "a test")
      second.trust(try repository.manifest(id))
      let again = try second.storeShard(SampleRepository.lines("a"))
      #expect(again.wasThere)
      #expect(again.reference == stored.reference)
      #expect(try repository.contents().objects.count == 1)
    }
  }

  @Test func `an incremental snapshot needs no other one's manifest`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let base = try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      let parent = try repository.manifest(base)
      let session = try repository.beginAdding(holder: "a test")
      session.trust(parent)
      let delta = try session.storeShard(SampleRepository.lines("b")).reference
      let id = try session.write(
        SampleRepository.manifest(
          [parent.shards.map(\.object), [delta]],
          at: SampleRepository.moment.advanced(byMilliseconds: 60_000), parent: base))
      session.end()
      let removing = try repository.beginRemoving(holder: "a test")
      try removing.remove(base)
      removing.end()
      #expect(try repository.snapshots() == [id])
      let contents = try repository.manifest(id).shards.map { try repository.readShard($0.object) }
      #expect(contents == [SampleRepository.lines("a"), SampleRepository.lines("b")])
    }
  }

  @Test func `several threads store at once`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(
        folder.appending(path: "backups"), SampleRepository.keyFile)
      let session = try repository.beginAdding(holder: "a test")
      DispatchQueue.concurrentPerform(iterations: 200) { number in
        _ = try? session.storeShard(SampleRepository.lines("shard \(number % 40)", 50))
      }
      let shards = try (0..<40).map {
        try session.storeShard(SampleRepository.lines("shard \($0)", 50))
      }
      #expect(shards.allSatisfy { $0.wasThere })
      let id = try session.write(SampleRepository.manifest([shards.map(\.reference)]))
      for (number, shard) in try repository.manifest(id).shards.enumerated() {
        #expect(
          try repository.readShard(shard.object) == SampleRepository.lines("shard \(number)", 50))
      }
      #expect(try repository.contents().leftovers.isEmpty)
    }
  }

  @Test func `empty and large content is stored as any other`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(
        folder.appending(path: "backups"), SampleRepository.keyFile)
      let session = try repository.beginAdding(holder: "a test")
      var random = SeededGenerator(seed: 7)
      let noise = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
      for content in [[], noise, [UInt8](repeating: 65, count: 5_000_000)] {
        let stored = try session.storeShard(content)
        #expect(try repository.readShard(stored.reference) == content)
      }
    }
  }

  @Test func `a folder that holds something else is no place for a repository`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "thesis.txt"))
      expectFault(.isNotEmpty) { _ = try SampleRepository.create(folder, nil) }
      expectFault(.notARepository) { _ = try Repository.open(at: folder.path) }
      let path = folder.appending(path: "backups")
      _ = try SampleRepository.create(path, nil)
      expectFault(.isNotEmpty) { _ = try SampleRepository.create(path, nil) }
    }
  }
}
