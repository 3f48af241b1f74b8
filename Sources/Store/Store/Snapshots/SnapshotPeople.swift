public import JSONText
public import RecipeModel

/// Whom blocks of snapshots tell of, without a store to load them into.
///
/// Erased users are known by the digests of their ids, so ids are compared as digests.
public struct SnapshotPeople: Sendable {
  /// The keys of all users of a block, in its order.
  public var keys: [Int64] = []
  /// Those of them who were looked for.
  public var found: [(key: Int64, digest: Digest)] = []

  /// Looks for users in a block; nil when it is no block of users.
  public init?(_ lines: [UInt8], lookingFor wanted: Set<Digest>, parser: JSONParser) {
    var people = SnapshotPeople()
    let isWhole = SnapshotPeople.eachRow(
      of: .user, in: lines, columns: ["id", "public_id"], parser
    ) { values in
      guard let key = values[0].integer, let id = values[1].text else { return false }
      people.keys.append(key)
      let digest = StoredErasure.digest(of: UserID(id))
      if wanted.contains(digest) { people.found.append((key, digest)) }
      return true
    }
    guard isWhole else { return nil }
    self = people
  }

  private init() {}

  /// The erasures that a block tells of; nil when it is no block of them.
  public static func erasures(in lines: [UInt8], parser: JSONParser) -> [StoredErasure]? {
    var erasures: [StoredErasure] = []
    let isWhole = eachRow(
      of: .erasure, in: lines, columns: ["user_digest", "recipes", "erased_at"], parser
    ) { values in
      guard let bytes = values[0].string.flatMap({ Base64.decode($0.bytes) }), bytes.count == 32,
        let recipes = values[1].text.flatMap({ ErasedRecipes(rawValue: $0) }),
        let moment = values[2].integer
      else { return false }
      erasures.append(
        StoredErasure(
          userDigest: Digest(bytes: bytes), recipes: recipes,
          erasedAt: Instant(milliseconds: moment)))
      return true
    }
    return isWhole ? erasures : nil
  }

  /// Hands over some columns of each row; false when a row or the block is not as it should be.
  static func eachRow(
    of table: SnapshotTable, in lines: [UInt8], columns: [String], _ parser: JSONParser,
    _ body: ([JSONElement]) -> Bool
  ) -> Bool {
    SnapshotLines(bytes: lines, parser: parser).walk { heading -> [Int]? in
      guard heading.table == table.rawValue else { return nil }
      let places = columns.compactMap { heading.columns.firstIndex(of: $0) }
      return places.count == columns.count ? places : nil
    } row: { line, places, _ in
      let parsed = parser.parse(line) { row -> Bool in
        let values = Array(row.elements)
        guard let last = places.max(), last < values.count else { return false }
        return body(places.map { values[$0] })
      }
      guard case .success(true) = parsed else { return false }
      return true
    }
  }
}
