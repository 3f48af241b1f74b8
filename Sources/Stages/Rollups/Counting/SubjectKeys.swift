import Indexes
import RecipeModel
import Statistics
import Store

/// Which subject a recipe counts for.
struct SubjectKeys {
  let families: RecipeFamilies
  /// The community of each recipe met so far; 0 for a catalogue.
  private var communities: [Int64: Int64] = [:]
  private let forksByMonth: [Month: [OriginEdge]]

  init(families: RecipeFamilies) {
    self.families = families
    var forksByMonth: [Month: [OriginEdge]] = [:]
    let measures = RollupRules.all.flatMap(\.measures)
    for made in families.forks {
      for month in Set(measures.compactMap { $0.moment(made)?.day.month }) {
        forksByMonth[month, default: []].append(made)
      }
    }
    self.forksByMonth = forksByMonth
  }

  /// What was made in a month by any measure.
  func forks(in month: Month) -> [OriginEdge] { forksByMonth[month] ?? [] }

  /// Looks up the communities of the recipes that were not met yet.
  mutating func learn(
    _ recipes: some Sequence<Int64>, in transaction: ReadTransaction
  ) throws(StoreFault) {
    var last: Int64?
    for recipe in recipes where recipe != last {
      last = recipe
      guard communities[recipe] == nil else { continue }
      communities[recipe] = try transaction.community(of: RecipeKey(recipe))?.value ?? 0
    }
  }

  /// The subject's key; nil when the recipe belongs to none.
  func key(of recipe: Int64, as subject: RollupSubject) -> Int64? {
    switch subject {
    case .recipe: return recipe
    case .family: return families.root(of: recipe)
    case .community:
      guard let community = communities[recipe] else {
        preconditionFailure("a recipe is learnt before it is asked for")
      }
      return community == 0 ? nil : community
    }
  }
}
