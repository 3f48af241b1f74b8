public import JSONText
public import RecipeModel

/// A community as a block of a snapshot has it.
public struct SnapshotCommunity: Sendable, Equatable {
  public var id: CommunityID
  public var slug: String
  public var name: String

  /// The communities of a block, by their keys; nil when it is no block of them.
  public static func communities(
    in lines: [UInt8], parser: JSONParser
  ) -> [SnapshotCommunity]? {
    var communities: [SnapshotCommunity] = []
    let isWhole = SnapshotPeople.eachRow(
      of: .community, in: lines, columns: ["public_id", "slug", "name"], parser
    ) { values in
      guard let id = values[0].text, let slug = values[1].text, let name = values[2].text else {
        return false
      }
      communities.append(SnapshotCommunity(id: CommunityID(id), slug: slug, name: name))
      return true
    }
    return isWhole ? communities : nil
  }
}
