import Store

/// Whether the disk has room for what archives hold, before anything of them is stored.
///
/// It asks for what an import takes at least, so that it never refuses one that would have ended
/// well: as much as the archives, whose texts and pictures are not packed in the store as they are
/// there, less the store itself, which may hold them already, and the log. One that passes may
/// still meet a full disk; that ends it like any other fault, and it goes on once there is room.
struct RoomCheck {
  /// Of archives that are smaller nobody asks.
  static let smallest: Int64 = 8 << 20
  /// What the log and the draft of the full-text index take beside.
  static let beside: Int64 = 32 << 20

  /// Refuses archives of so many bytes where less is free.
  static func require(room bytes: Int64, of free: Int64?) throws(StoreFault) {
    guard bytes >= smallest, let free, free < bytes + beside else { return }
    throw StoreFault(.noRoom(needed: bytes + beside, free: free))
  }
}
