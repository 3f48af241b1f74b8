/// What was counted of some recipes together, over as many packed days as are added.
public struct ViewTally: Sendable {
  public private(set) var counts = ViewCounts()
  /// Who they were.
  public private(set) var union: ViewerUnion

  public init(exactUpTo limit: Int = ViewerUnion.exactLimit) {
    union = ViewerUnion(exactUpTo: limit)
  }

  public var viewers: UniqueCount { union.count }

  /// Adds the recipes of a packed day; only those of a set, where one is given.
  public mutating func add(
    _ payload: [UInt8], of recipes: KeySet? = nil
  ) throws(CountedDayFault) {
    var (counts, union) = (ViewCounts(), ViewerUnion(exactUpTo: 0))
    swap(&union, &self.union)
    defer {
      swap(&union, &self.union)
      self.counts += counts
    }
    try CountedDay.withReader(of: payload) { reader throws(CountedDayFault) in
      try union.insert { insert throws(CountedDayFault) in
        while let group = try reader.next() {
          guard recipes?.contains(group.recipe) ?? true else {
            try reader.skipViewers(of: group)
            continue
          }
          counts += group.counts
          try reader.eachViewer(of: group, insert)
        }
      }
    }
  }

  /// Adds viewers and counts of one event that was counted otherwise.
  public mutating func add(_ view: JudgedView) {
    switch view.verdict {
    case .repeat: counts.repeats += 1
    case .robot: counts.robots += 1
    case .view:
      counts.views += 1
      if view.viewerCode == 0 { counts.anonymous += 1 } else { union.insert(view.viewerCode) }
    }
  }

  /// Adds everything that another tally has; who is in both is one viewer.
  public mutating func add(_ other: ViewTally) {
    counts += other.counts
    union.formUnion(other.union)
  }

  /// One without anything in it, with room for as much.
  public var emptied: ViewTally {
    var tally = self
    tally.removeAll()
    return tally
  }

  /// Forgets everything, and keeps the room for it.
  public mutating func removeAll() {
    counts = ViewCounts()
    union.removeAll()
  }
}

/// What was counted of each of many recipes, without their viewers.
public struct RecipeTally: Sendable {
  private var counts: [ViewCounts] = []

  public init() {}

  /// Adds the recipes of a packed day; only those of a set, where one is given.
  public mutating func add(
    _ payload: [UInt8], of recipes: KeySet? = nil
  ) throws(CountedDayFault) {
    try CountedDay.withReader(of: payload) { reader throws(CountedDayFault) in
      while let group = try reader.next() {
        try reader.skipViewers(of: group)
        guard recipes?.contains(group.recipe) ?? true else { continue }
        guard group.recipe >= 0, group.recipe < 1 << 40 else { throw CountedDayFault() }
        let place = Int(group.recipe)
        if place >= counts.count {
          let size = max(place + 1, counts.count * 2)
          counts.append(contentsOf: repeatElement(ViewCounts(), count: size - counts.count))
        }
        counts[place] += group.counts
      }
    }
  }

  public subscript(recipe: Int64) -> ViewCounts {
    recipe < counts.count ? counts[Int(recipe)] : ViewCounts()
  }

  /// The recipes that anything was counted of, ascending.
  public var recipes: some Sequence<(recipe: Int64, counts: ViewCounts)> {
    counts.enumerated().lazy.filter { !$0.element.isZero }
      .map { (recipe: Int64($0.offset), counts: $0.element) }
  }
}

/// The different viewers of groups of recipes, in which a recipe can be in several.
public struct GroupTally: Sendable {
  private let groups: [Int64: [Int]]
  private let members: KeySet
  private var unions: [ViewerUnion]
  public private(set) var counts: [ViewCounts]

  /// Takes the recipes of each group.
  public init(_ groups: [[Int64]]) {
    var places: [Int64: [Int]] = [:]
    for (group, recipes) in groups.enumerated() {
      for recipe in recipes { places[recipe, default: []].append(group) }
    }
    self.groups = places
    members = KeySet(places.keys)
    unions = groups.map { _ in ViewerUnion() }
    counts = groups.map { _ in ViewCounts() }
  }

  public var viewers: [UniqueCount] { unions.map(\.count) }

  /// Adds the recipes of a packed day that are in a group.
  public mutating func add(_ payload: [UInt8]) throws(CountedDayFault) {
    try CountedDay.withReader(of: payload) { reader throws(CountedDayFault) in
      while let group = try reader.next() {
        guard members.contains(group.recipe), let places = groups[group.recipe] else {
          try reader.skipViewers(of: group)
          continue
        }
        for place in places { counts[place] += group.counts }
        try reader.eachViewer(of: group) { viewer in
          for place in places { unions[place].insert(viewer) }
        }
      }
    }
  }
}

extension CountedDay {
  /// Whether a packed day has counts of one of some recipes.
  public static func holds(
    _ payload: [UInt8], anyOf recipes: KeySet
  ) throws(CountedDayFault) -> Bool {
    var isFound = false
    try withReader(of: payload) { reader throws(CountedDayFault) in
      while !isFound, let group = try reader.next() {
        try reader.skipViewers(of: group)
        isFound = recipes.contains(group.recipe)
      }
    }
    return isFound
  }

  /// Reads packed bytes for as long as the closure runs.
  static func withReader(
    of payload: [UInt8],
    _ body: (inout CountedDayReader) throws(CountedDayFault) -> Void
  ) throws(CountedDayFault) {
    var failed = false
    payload.withUnsafeBytes { bytes in
      do throws(CountedDayFault) {
        var reader = try CountedDayReader(bytes)
        try body(&reader)
      } catch {
        failed = true
      }
    }
    if failed { throw CountedDayFault() }
  }
}
