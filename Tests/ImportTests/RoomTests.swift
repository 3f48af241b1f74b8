import Foundation
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

  @Test func `the disk of a store says what it has left`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let free = try #require(kitchen.store.freeBytes())
      #expect(free > 0)
    }
  }
}
