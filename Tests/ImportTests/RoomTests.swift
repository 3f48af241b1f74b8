import Foundation
import PipelineCore
import TestKit
import Testing

@testable import Import
@testable import Store

struct RoomTests {
  @Test(
    arguments: [
      (bytes: RoomCheck.smallest, free: RoomCheck.smallest + RoomCheck.beside, isEnough: true),
      (RoomCheck.smallest, RoomCheck.smallest + RoomCheck.beside - 1, false),
      (RoomCheck.smallest - 1, 0, true),
      (1 << 40, 1 << 30, false),
      (1 << 40, nil, true),
    ] as [(bytes: Int64, free: Int64?, isEnough: Bool)])
  func `an import that cannot fit is refused before it starts`(
    bytes: Int64, free: Int64?, isEnough: Bool
  ) throws {
    do {
      try RoomCheck.require(room: bytes, of: free)
      #expect(isEnough)
    } catch {
      #expect(!isEnough)
      #expect(error.isTransient && error.hint != nil)
    }
  }

  @Test func `an archive that the disk has no room for is refused before anything is written`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let blank = String(repeating: "\n", count: Int(RoomCheck.smallest) + (2 << 20))
      let path = try kitchen.file("large.jsonl", Kitchen.lines(0..<3) + blank)
      let (before, size) = (
        try kitchen.contents(), Int64(Kitchen.lines(0..<3).utf8.count + blank.count)
      )
      let fault = try #require(
        #expect(throws: StoreFault.self) { try kitchen.run([path], freeBytes: 1 << 20) })
      guard case .noRoom(let needed, free: 1 << 20) = fault.cause else {
        Issue.record("\(fault)")
        return
      }
      #expect(needed == size - kitchen.store.ownBytes() + RoomCheck.beside)
      #expect(try kitchen.contents() == before)
      #expect(try kitchen.integer("SELECT count(*) FROM run") == 0)
      #expect(try kitchen.run([path], freeBytes: needed).total.inserted == 3)
    }
  }

  @Test func `the disk of a store says what it has left`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let free = try #require(kitchen.store.freeBytes())
      #expect(free > 0)
    }
  }
}
