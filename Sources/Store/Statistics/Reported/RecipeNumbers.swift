public import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// Everything that a recipe's report says, as plain values.
public struct RecipeNumbers: Sendable, Equatable {
  public var recipe: RecipeID
  public var title: String
  /// The name of its community; nil in a catalogue.
  public var communityName: String?
  /// Who made it, by username.
  public var creatorName: String
  /// Of the recipe itself, in the days of its community.
  public var direct: ComparedNumbers
  /// Of the recipe and its descendants within the reach, over the same days, in the zone of the
  /// installation (R28).
  public var family: SubjectNumbers
  public var familyZone: String
  /// How many of the recipes that `family` is of live; a personal copy is not one of them.
  public var members: Int
  /// Views of the descendants in communities beyond the reach, in one number; nil when there are
  /// none (R19).
  public var viewsBeyondReach: Int?
  /// All that the recipe descends from and everything made from that, as far as it may be seen.
  public var tree: FamilyOutline
  /// How that whole family grew.
  public var insights: FamilyInsights
  /// Whether views wait to be counted: anywhere, for the operator; of what lies within reach of
  /// `tree`, for others.
  public var isBehind: Bool

  /// Reads the numbers of a living recipe; nil when there is none within the reach.
  public static func read(
    of id: RecipeID, during days: ReportedDays, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> RecipeNumbers? {
    guard let key = try transaction.statisticsRecipe(id) else { return nil }
    let reader = try transaction.readerKeys(reach)
    let root = try transaction.root(above: key)
    let tree = try transaction.family(below: root)
    let lines = Lines(tree.map(\.node), top: root, for: reader)
    guard let asked = lines.position(of: key), lines.isWithin[asked],
      !lines.nodes[asked].isDeleted
    else { return nil }
    let own = lines.nodes[asked]
    let direct = try ComparedNumbers(
      of: try RecipeSelection.recipe(key, in: transaction), madeAt: own.createdAt, during: days,
      within: reach, in: transaction)
    let below = lines.forest.subtree(at: asked).map { Int($0) }
    let family = try FamilyNumbers(
      of: below.map { lines.nodes[$0] }, for: reader, during: StatisticsRequest(direct.period),
      in: transaction)
    let isBehind = try transaction.isBehind(on: lines.visible, within: reach)
    return RecipeNumbers(
      recipe: id, title: tree[asked].title,
      communityName: try own.community.flatMap { try transaction.community($0)?.name },
      creatorName: try transaction.user(own.creator)?.username ?? "",
      direct: direct, family: family.numbers, familyZone: family.zone,
      members: below.count { place in
        lines.isWithin[place] && (place == asked || lines.isLivingRecipe(place))
      },
      viewsBeyondReach: family.viewsBeyondReach,
      tree: try FamilyOutline(of: tree, for: reader, during: direct.period, in: transaction),
      insights: try FamilyInsights(
        of: id, titled: tree[asked].title, at: asked, .whole, in: lines,
        during: StatisticsRequest(direct.period, by: .month), isBehind: isBehind, transaction),
      isBehind: isBehind)
  }
}
