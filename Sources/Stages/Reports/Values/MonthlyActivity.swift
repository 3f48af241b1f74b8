public import RecipeModel

/// What was made in one month.
public struct MonthlyActivity: Sendable, Equatable {
  public var month: Month
  public var newRecipes: Int
  public var forks: Int
  public var shares: Int

  public init(month: Month, newRecipes: Int, forks: Int, shares: Int) {
    self.month = month
    self.newRecipes = newRecipes
    self.forks = forks
    self.shares = shares
  }
}
