import RecipeModel

/// Which recipes and bodies a store may hold that was empty when an import of it began.
///
/// Nearly everything that a large import asks of such a store is whether it holds something that it
/// does not hold, and each answer takes a way down an index that is larger than the processor's
/// caches. What was never put in here need not be looked for; the rest, and one in hundreds that was
/// not put in either, is (a Bloom filter in blocks of one cache line, of which one number fills
/// 4 MiB: https://doi.org/10.1145/1498698.1594230).
public final class SeenKeys {
  private var words: [UInt64] = []
  /// SQLite's number for what other connections have changed, as it was when it was last asked for.
  private var version: Int64?

  public init() {}

  private enum State { case unasked, complete, useless }
  private var state = State.unasked

  private static let blocks = 1 << 16
  private static let wordsOfBlock = 8

  /// Whether it has all keys, at the start of a transaction.
  ///
  /// It has those of a store that was empty when it was first asked, and of which nobody else has
  /// changed anything since.
  func isComplete(in transaction: ReadTransaction) throws(StoreFault) -> Bool {
    switch state {
    case .useless: return false
    case .unasked:
      let rows = try transaction.integer(
        "SELECT EXISTS (SELECT 1 FROM recipe) + EXISTS (SELECT 1 FROM recipe_body)")
      version = try transaction.integer("PRAGMA data_version")
      state = rows == 0 ? .complete : .useless
      if rows == 0 {
        words = Array(repeating: 0, count: SeenKeys.blocks * SeenKeys.wordsOfBlock)
      }
    case .complete:
      if try transaction.integer("PRAGMA data_version") != version {
        state = .useless
        words = []
      }
    }
    return state == .complete
  }

  func mayHold(_ recipe: RecipeID) -> Bool { mayHold(SeenKeys.key(of: recipe)) }
  func mayHold(body: Digest) -> Bool { mayHold(SeenKeys.key(of: body.bytes)) }
  func mayHold(content: [UInt8]) -> Bool { mayHold(~SeenKeys.key(of: content)) }

  func insert(_ recipe: RecipeID) { insert(SeenKeys.key(of: recipe)) }

  func insert(body: Digest, content: [UInt8]) {
    insert(SeenKeys.key(of: body.bytes))
    insert(~SeenKeys.key(of: content))
  }

  private static func key(of recipe: RecipeID) -> UInt64 {
    UInt64(bitPattern: Int64(recipe.text.hashValue))
  }

  private static func key(of digest: [UInt8]) -> UInt64 {
    digest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }

  /// 16 bits of a key choose the block, five times nine others a bit of it.
  private func mayHold(_ key: UInt64) -> Bool {
    let block = Int(key >> 48) * SeenKeys.wordsOfBlock
    var rest = key
    for _ in 0..<5 {
      guard words[block + Int(rest >> 6 & 7)] >> (rest & 63) & 1 == 1 else { return false }
      rest >>= 9
    }
    return true
  }

  private func insert(_ key: UInt64) {
    let block = Int(key >> 48) * SeenKeys.wordsOfBlock
    var rest = key
    for _ in 0..<5 {
      words[block + Int(rest >> 6 & 7)] |= 1 << (rest & 63)
      rest >>= 9
    }
  }
}

extension WriteTransaction {
  /// Does not look for recipes and bodies that `keys` says are not there, and tells it of new ones.
  ///
  /// Said before anything is stored, in each transaction that stores recipes or bodies over this
  /// connection for as long as `keys` is used.
  public func look(only keys: SeenKeys) throws(StoreFault) {
    seenKeys = try keys.isComplete(in: self) ? keys : nil
  }
}
