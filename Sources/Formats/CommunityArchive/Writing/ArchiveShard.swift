import ArchiveRecords
import RecipeModel

/// Names the files that hold the records of an archive.
enum ArchiveShard {
  /// How many records one file holds at most.
  static let maximumRecords = 100_000
  /// How large the content of one file grows before the next one begins.
  static let maximumBytes: Int64 = 64 << 20

  /// `recipes-00001.jsonl.gz`, and for views `views-2026-11-00001.jsonl.gz`.
  static func name(_ entity: ArchiveEntity, month: Month?, number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    let month = month.map { "-\($0)" } ?? ""
    return "\(entity.shardStem)\(month)-\(padded).jsonl.gz"
  }
}

extension ArchiveEntity {
  /// What the names of its files begin with.
  var shardStem: String {
    switch self {
    case .installation: "installation"
    case .user: "users"
    case .deletion: "deletions"
    case .community: "communities"
    case .membership: "memberships"
    case .target: "targets"
    case .tag: "tags"
    case .recipeBody: "recipe-bodies"
    case .recipe: "recipes"
    case .recipeSource: "recipe-sources"
    case .recipeImage: "recipe-images"
    case .proposal: "proposals"
    case .recipeRevision: "recipe-revisions"
    case .activity: "activities"
    case .auditLog: "audit-log"
    case .view: "views"
    case .quarantine: "quarantine"
    case .operation: "operations"
    }
  }
}
