/// The rollups that are kept, in the order in which they are counted.
enum RollupRules {
  static let all: [RollupRule] = [
    .recipeDays, .familyDays, .communityDays,
    .recipeMonths, .familyMonths, .communityMonths,
  ]
}
