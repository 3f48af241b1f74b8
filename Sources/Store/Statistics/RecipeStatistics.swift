// The read side of the numbers: totals and series of recipes, families and communities, and
// everything that a community's report says.
//
// In:    a read transaction, what is asked for, and the reach of whoever asks (R7).
// Out:   plain values. Views and viewers are merged from the counted days; hours are counted from
//        the raw events, and shares, forks, recipes and proposals from the rows that record them.
// Reach: what a person reads follows from the events of what they may see, also how far it was
//        counted and whether more waits to be; the operator reads of the whole installation. The
//        views of a family in communities elsewhere are the one exception, as one number (R19).
// Never: writes, decides who may ask (`CommunityRules` did, and handed in the reach), formats.
//
// Counting/   raw events into local days, and whether the rollups are behind
// Subjects/   what can be asked about, what is counted of it, and in which periods
// Community/  the numbers of a community, and what is listed of it
// Insights/   how families grow, recipes spread and tags travel, what trends, who stays
// Reported/   everything that a report says: of a community, a recipe, a creator, the installation

public import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// The numbers of one recipe: of itself, and of its whole tree of descendants (R26).
public struct RecipeStatistics: Sendable, Equatable {
  public var recipe: RecipeID
  public var title: String
  /// The zone whose days `direct` is in: that of the recipe's community (R28).
  public var zone: String
  /// Of the recipe itself.
  public var direct: SubjectNumbers
  /// The zone whose days `family` is in: that of the installation (R28).
  public var familyZone: String
  /// Of the recipe and its descendants within the reach.
  public var family: SubjectNumbers
  /// How many recipes `family` is of.
  public var members: Int
  /// Views of the descendants in communities beyond the reach; nil when there are none.
  ///
  /// One number for all of them and the whole span; what stands in catalogues of others appears
  /// nowhere (R19).
  public var viewsBeyondReach: Int?
  /// Whether views wait to be counted: anywhere, for the operator; of the members that `family` is
  /// of, for others.
  public var isBehind: Bool

  /// Reads the numbers of a recipe; nil when there is none within the reach.
  ///
  /// A deleted recipe has none to show (R20), but what happened to it counts in its family (R25).
  public static func read(
    of id: RecipeID, during request: StatisticsRequest = StatisticsRequest(), within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> RecipeStatistics? {
    guard let key = try transaction.statisticsRecipe(id),
      let recipe = try transaction.titledRecipe(key)
    else { return nil }
    let reader = try transaction.readerKeys(reach)
    let members = try transaction.lines(below: .recipes([key]))
    guard let own = members.first(where: { $0.key == key }), reader.reach(own) else { return nil }
    let direct = try RecipeSelection.recipe(key, in: transaction)
    let family = try FamilyNumbers(of: members, for: reader, during: request, in: transaction)
    return RecipeStatistics(
      recipe: id, title: recipe.title, zone: direct.clock.name,
      direct: try SubjectNumbers(of: direct, during: request, in: transaction),
      familyZone: family.zone, family: family.numbers, members: family.visible.count,
      viewsBeyondReach: family.viewsBeyondReach,
      isBehind: try request.countsViews
        && transaction.isBehind(on: family.visible, within: reach))
  }
}

extension ReadTransaction {
  /// The views of some recipes together, in the installation's days.
  func views(of recipes: [LineNode], during days: ClosedRange<Day>) throws -> Int {
    try ViewTally(of: RecipeSelection.nodes(recipes, in: self), during: days, in: self)
      .counts.views
  }
}

extension ViewTally {
  /// Counts a selection over some of its days together.
  init(
    of selection: RecipeSelection, during days: ClosedRange<Day>, in transaction: ReadTransaction
  ) throws {
    self.init()
    try selection.eachDay(during: days, in: transaction) { day in
      try add(day.payload, of: selection.recipes)
    }
  }
}
