/// The community that a report is about, as it stands when the report is made.
public struct ReportedCommunity: Sendable, Equatable {
  public var name: String
  public var slug: String
  /// Empty when the community has none.
  public var description: String
  /// The IANA name of the zone that days and months are counted in.
  public var timeZone: String
  /// Living memberships, admins included.
  public var members: Int
  public var admins: Int
  /// Living recipes of the community; personal copies are not among them.
  public var recipes: Int

  public init(
    name: String, slug: String, description: String = "", timeZone: String = "UTC",
    members: Int, admins: Int, recipes: Int
  ) {
    self.name = name
    self.slug = slug
    self.description = description
    self.timeZone = timeZone
    self.members = members
    self.admins = admins
    self.recipes = recipes
  }
}
