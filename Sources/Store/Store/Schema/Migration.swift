/// One numbered step of the schema; never edited once released.
struct Migration {
  var number: Int
  var name: String
  var sql: String

  /// Every step in order; the last number is the schema's version.
  static let all: [Migration] = [.initial]

  /// The schema version that this program reads and writes.
  static var currentVersion: Int { all.last?.number ?? 0 }
}
