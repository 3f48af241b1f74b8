public import RecipeModel

/// The recipe that another one came from, and how.
public enum RecipeOrigin: Sendable, Hashable {
  case personalCopy(of: RecipeKey)
  case variant(of: RecipeKey)
  case share(of: RecipeKey, from: CommunityKey, by: UserKey, at: Instant)

  public var recipe: RecipeKey {
    switch self {
    case .personalCopy(let origin), .variant(let origin), .share(let origin, _, _, _): origin
    }
  }

  public var kind: OriginKind {
    switch self {
    case .personalCopy: .personalCopy
    case .variant: .variant
    case .share: .share
    }
  }

  /// Reads the five columns of an origin; nil when there is none.
  init?(_ row: Row) throws(StoreFault) {
    guard let origin: RecipeKey = row.optionalKey("origin_id") else { return nil }
    switch try row.state("origin_kind") as OriginKind {
    case .personalCopy: self = .personalCopy(of: origin)
    case .variant: self = .variant(of: origin)
    case .share:
      self = .share(
        of: origin, from: row.key("shared_from_community_id"), by: row.key("shared_by_id"),
        at: row.instant("shared_at"))
    }
  }
}
