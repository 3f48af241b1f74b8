import RecipeModel
import Store

/// The numbers of a recipe and all that descends from it, as far as somebody sees it (R26, R19).
struct FamilyNumbers {
  /// The zone whose days `numbers` are in: that of the installation (R28).
  let zone: String
  /// Of everything within reach.
  let numbers: SubjectNumbers
  /// What lies within reach, deleted recipes included.
  let visible: Set<RecipeKey>
  /// Views of what lies in communities beyond the reach; nil when nothing does.
  ///
  /// One number for all of it and the whole span; what stands in catalogues of others appears
  /// nowhere (R19).
  let viewsBeyondReach: Int?

  /// Counts a recipe with its descendants, deleted ones included.
  init(
    of members: [LineNode], for reader: ReaderKeys, during request: StatisticsRequest,
    in transaction: ReadTransaction
  ) throws {
    let within = members.filter(reader.reach)
    let beyond = members.filter { $0.community != nil && !reader.reach($0) }
    let together = try RecipeSelection.nodes(within, in: transaction)
    visible = Set(within.lazy.map(\.key))
    zone = together.clock.name
    numbers = try SubjectNumbers(of: together, during: request, in: transaction)
    viewsBeyondReach =
      beyond.isEmpty ? nil : try transaction.views(of: beyond, during: request.days)
  }
}
