import Indexes
import RecipeModel
import Store

/// What the counted days say of a family, each of them read once.
struct FamilyWalk {
  private(set) var views: FamilyViews
  private(set) var race: ForkRace

  /// Counts the views of a span, and the races between forks and origins up to its end.
  ///
  /// - Throws: A `StoreFault`, or a `DamagedRollup`.
  init(over lines: Lines, during span: ClosedRange<Day>, in transaction: ReadTransaction) throws {
    var views = FamilyViews(in: lines.forest)
    var race = ForkRace(origins: lines.racers)
    let selection = try RecipeSelection.nodes(lines.counted, in: transaction)
    let history = StatisticsRequest.allDays.lowerBound...span.upperBound
    var open: Day?
    try selection.eachDay(during: history, in: transaction) { day in
      if let open, open != day.day { race.end(open) }
      open = day.day
      let isInSpan = span.contains(day.day)
      var position = 0
      try CountedDay.each(in: day.payload, of: selection.recipes) { recipe, counts in
        guard let place = lines.position(of: RecipeKey(recipe)) else { return false }
        position = place
        race.add(views: counts.views, at: place)
        guard isInSpan else { return false }
        views.add(views: counts.views, at: place)
        return lines.isWithin[place]
      } viewer: { _, viewer in
        views.add(viewer: viewer, at: position)
      }
    }
    if let open { race.end(open) }
    self.views = views
    self.race = race
  }
}

extension Lines {
  /// The position of what each visible living fork was made from, if that is visible and lives.
  fileprivate var racers: [Int?] {
    nodes.indices.map { position in
      guard nodes[position].isFork, isShown(position),
        let origin = forest.parentPosition(of: position), isShown(origin)
      else { return nil }
      return origin
    }
  }

  private func isShown(_ position: Int) -> Bool {
    isWithin[position] && isLivingRecipe(position)
  }
}
