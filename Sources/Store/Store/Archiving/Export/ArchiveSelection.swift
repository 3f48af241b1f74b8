/// Which rows of a store an archive is to hold, and how much of them.
public struct ArchiveSelection: Sendable, Equatable {
  /// How far it reaches.
  public enum Extent: Sendable, Equatable {
    case installation
    case community(CommunityKey)
    /// These recipes with what belongs to them, and the people and communities that they name.
    case recipes([RecipeKey])
  }

  public var extent: Extent
  /// Whether e-mail addresses, preferences, paths and audit details are held (R7).
  ///
  /// Without them an origin in another community is not named either (R19).
  public var holdsPrivateDetails: Bool
  /// Whether the feed of a community names recipes of others: only where it goes back to the
  /// installation that it is of.
  public var namesOtherPlaces = false
  /// Whether the store that is read holds a part of another one alone, as an admin may have it: what
  /// it names may be named, and where nothing is named, something may have been withheld.
  public var isOfPart = false

  public init(_ extent: Extent, holdsPrivateDetails: Bool, namesOtherPlaces: Bool = false) {
    self.extent = extent
    self.holdsPrivateDetails = holdsPrivateDetails
    self.namesOtherPlaces = namesOtherPlaces
  }

  /// The community; nil for the whole installation.
  public init(community: CommunityKey?, holdsPrivateDetails: Bool) {
    self.init(
      community.map(Extent.community) ?? .installation, holdsPrivateDetails: holdsPrivateDetails)
  }

  /// The community, where it is of one.
  public var community: CommunityKey? {
    if case .community(let key) = extent { key } else { nil }
  }

  var isWholeInstallation: Bool { extent == .installation }

  /// A condition that a recipe, by the alias of its row, is in the selection.
  func recipes(_ alias: String) -> String {
    switch extent {
    case .installation: "1"
    case .community(let key): "\(alias).community_id = \(key.value)"
    case .recipes(let keys): "\(alias).id IN (\(keys.query))"
    }
  }

  /// A condition that a column holds the key of a community that the selection is of or names.
  func communities(_ column: String) -> String {
    switch extent {
    case .installation: "1"
    case .community(let key): "\(column) = \(key.value)"
    case .recipes(let keys):
      """
      \(column) IN (SELECT community_id FROM recipe WHERE id IN (\(keys.query))
        UNION SELECT shared_from_community_id FROM recipe WHERE id IN (\(keys.query)))
      """
    }
  }

  /// A condition that a target is in the selection; those of a community are no recipe's.
  func targets(_ alias: String) -> String {
    if case .recipes = extent { "0" } else { communities("\(alias).community_id") }
  }

  /// A condition that an entry of a feed is in the selection.
  func activities(_ alias: String) -> String {
    switch extent {
    case .installation: "1"
    case .community(let key): "\(alias).community_id = \(key.value)"
    case .recipes(let keys): "\(alias).recipe_id IN (\(keys.query)) AND \(isNoOthers(alias))"
    }
  }

  /// A condition that a row is of no community, or of one that the selection is of or names.
  private func isNoOthers(_ alias: String) -> String {
    "(\(alias).community_id IS NULL OR \(communities("\(alias).community_id")))"
  }

  /// A condition that an entry of the audit log is in the selection.
  func auditEntries(_ alias: String) -> String {
    switch extent {
    case .installation: "1"
    case .community(let key): "\(alias).community_id = \(key.value)"
    case .recipes(let keys):
      """
      ((\(alias).entity_type = 'recipe' AND \(alias).entity_id IN (
          SELECT public_id FROM recipe WHERE id IN (\(keys.query))))
        OR (\(alias).entity_type = 'proposal' AND \(alias).entity_id IN (
          SELECT public_id FROM proposal WHERE recipe_id IN (\(keys.query)))))
        AND \(isNoOthers(alias))
      """
    }
  }

  /// A query of the deletions that took something of the selection.
  var deletions: String {
    guard !isWholeInstallation else { return "SELECT key FROM temp.deletion_name" }
    return """
      SELECT deletion_id FROM community WHERE \(communities("community.id"))
      UNION SELECT deletion_id FROM membership WHERE \(communities("membership.community_id"))
      UNION SELECT deletion_id FROM recipe WHERE \(recipes("recipe"))
      UNION SELECT p.deletion_id FROM proposal p JOIN recipe r ON r.id = p.recipe_id
        WHERE \(recipes("r"))
      """
  }
}

extension [RecipeKey] {
  fileprivate var query: String {
    "SELECT value FROM json_each('[\(map { String($0.value) }.joined(separator: ","))]')"
  }
}
