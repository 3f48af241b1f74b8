public import RecipeModel

/// Finds the days on which the views of forks passed those of what they were made from.
///
/// Both are totals since the first day that is added. A day costs as much as was viewed on it.
public struct ForkRace: Sendable {
  /// A fork that had more views than its origin.
  public struct Passing: Sendable, Equatable {
    /// The first day at whose end it had.
    public var day: Day
    /// The totals at the end of that day.
    public var fork: Int
    public var origin: Int

    public init(day: Day, fork: Int, origin: Int) {
      self.day = day
      self.fork = fork
      self.origin = origin
    }
  }

  /// What each recipe was made from, by position; nil for what is in no race.
  private let origins: [Int?]
  /// The views of each recipe up to now, by position.
  public private(set) var totals: [Int]
  /// By the position of the fork.
  public private(set) var passings: [Int: Passing] = [:]
  /// What was viewed on the day that is added now.
  private var viewed: [Int] = []

  public init(origins: [Int?]) {
    self.origins = origins
    totals = [Int](repeating: 0, count: origins.count)
  }

  /// Adds views on the current day of the recipe at a position.
  public mutating func add(views: Int, at position: Int) {
    guard views > 0 else { return }
    totals[position] += views
    viewed.append(position)
  }

  /// Ends a day; days end in ascending order.
  public mutating func end(_ day: Day) {
    // Only a fork that was viewed can have got ahead.
    for fork in viewed where passings[fork] == nil {
      guard let origin = origins[fork], totals[fork] > totals[origin] else { continue }
      passings[fork] = Passing(day: day, fork: totals[fork], origin: totals[origin])
    }
    viewed.removeAll(keepingCapacity: true)
  }
}
