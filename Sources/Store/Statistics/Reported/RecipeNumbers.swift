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
  /// Whether something happened that the rollups do not say yet: anywhere, for the operator; to
  /// the members that `family` is of, for others.
  public var isBehind: Bool

  /// Reads the numbers of a living recipe; nil when there is none within the reach.
  public static func read(
    of id: RecipeID, during days: ReportedDays, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> RecipeNumbers? {
    guard let stored = try transaction.recipe(id), stored.deletion == nil,
      let titled = try transaction.titledRecipe(stored.key)
    else { return nil }
    let family = try transaction.family(below: stored.key)
    guard let own = family.first(where: { $0.key == stored.key }), reach.contains(own) else {
      return nil
    }
    let selection = try RecipeSelection.recipe(stored.key, in: transaction)
    let direct = try ComparedNumbers(
      of: selection, madeAt: stored.createdAt, during: days, within: reach, in: transaction)
    let visible = family.filter(reach.contains).map(\.key)
    let known = Set(visible)
    let beyond = family.filter { !known.contains($0.key) && $0.community != nil }.map(\.key)
    let together = try RecipeSelection.recipes(visible, in: transaction)
    let root = try transaction.root(above: stored.key)
    guard
      let insights = try FamilyInsights.read(
        of: id, extent: .whole, during: StatisticsSpan(direct.period, by: .month),
        within: reach, in: transaction)
    else { return nil }
    return RecipeNumbers(
      recipe: id, title: titled.title,
      communityName: try stored.community.flatMap { try transaction.community($0)?.name },
      creatorName: try transaction.user(stored.creator)?.username ?? "",
      direct: direct,
      family: try SubjectNumbers(
        of: together, during: StatisticsSpan(direct.period), in: transaction),
      familyZone: together.clock.name,
      members: family.count { member in
        reach.contains(member) && !member.isDeleted
          && (member.kind != .personalCopy || member.key == stored.key)
      },
      viewsBeyondReach: beyond.isEmpty
        ? nil : try transaction.views(of: beyond, during: direct.period),
      tree: try FamilyOutline.below(
        root, during: direct.period, within: reach, in: transaction),
      insights: insights,
      isBehind: try transaction.isBehind(on: known, within: reach))
  }
}
