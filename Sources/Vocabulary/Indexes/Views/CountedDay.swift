/// What was counted of many recipes on one local day, packed, with the viewers of each.
///
/// Viewers do not add up over days and recipes, so each recipe keeps its own: any set of recipes
/// over any days has the union of theirs. The bytes are, in this order:
///
/// - the version, one byte, 1;
/// - each recipe, ascending, as varints: the distance from the last recipe; the number of
///   different viewers, times eight, plus 1 when they viewed it more often than once each, 2 when
///   there are anonymous views, 4 when events were dropped; as that says, how many views more, how
///   many anonymous ones, how many repeats and robots; then the viewers, ascending, each as the
///   distance from the last;
/// - a checksum of all that, four bytes, the lowest first.
public enum CountedDay {
  static let version: UInt8 = 1

  /// One recipe of a day.
  struct Group {
    var recipe: Int64
    var counts = ViewCounts()
    var viewers = 0
  }

  static let hasMore: UInt64 = 1
  static let hasAnonymous: UInt64 = 2
  static let hasDropped: UInt64 = 4
}

/// What was counted of one recipe on one day.
public struct CountedRecipe: Sendable, Hashable {
  public var recipe: Int64
  public var counts: ViewCounts
  /// Different viewers, ascending.
  public var viewers: [Int64]
}

extension CountedDay {
  /// Unpacks the recipes of a day, ascending; only those of a set, where one is given.
  public static func groups(
    in payload: [UInt8], of recipes: KeySet? = nil
  ) throws(CountedDayFault) -> [CountedRecipe] {
    var groups: [CountedRecipe] = []
    try withReader(of: payload) { reader throws(CountedDayFault) in
      while let group = try reader.next() {
        guard recipes?.contains(group.recipe) ?? true else {
          try reader.skipViewers(of: group)
          continue
        }
        var viewers: [Int64] = []
        try reader.eachViewer(of: group) { viewers.append($0) }
        groups.append(
          CountedRecipe(recipe: group.recipe, counts: group.counts, viewers: viewers))
      }
    }
    return groups
  }

  /// Hands over the recipes of a set that a day has, ascending, and the viewers of each.
  ///
  /// - Parameters:
  ///   - payload: The packed day.
  ///   - recipes: Which recipes are wanted; nil for all.
  ///   - body: Takes a recipe and its counts, and says whether its viewers are wanted.
  ///   - viewer: Takes a recipe and one of its viewers.
  /// - Throws: A fault for bytes that are no counted day.
  public static func each(
    in payload: [UInt8], of recipes: KeySet? = nil,
    _ body: (_ recipe: Int64, ViewCounts) -> Bool,
    viewer: (_ recipe: Int64, _ viewer: Int64) -> Void = { _, _ in }
  ) throws(CountedDayFault) {
    try withReader(of: payload) { reader throws(CountedDayFault) in
      while let group = try reader.next() {
        if recipes?.contains(group.recipe) ?? true, body(group.recipe, group.counts) {
          try reader.eachViewer(of: group) { viewer(group.recipe, $0) }
        } else {
          try reader.skipViewers(of: group)
        }
      }
    }
  }

  /// Counts the events of a day without packing them (`sortForPacking`).
  public static func groups(of events: [JudgedView]) -> [CountedRecipe] {
    var builder = CountedDayBuilder()
    builder.add(allOf: events)
    guard let groups = try? groups(in: builder.payload) else {
      preconditionFailure("what was packed can be unpacked")
    }
    return groups
  }
}

/// Bytes that are no counted day.
public struct CountedDayFault: Error, Equatable {
  init() {}
}

/// Packs the recipes of a day, one after the other.
public struct CountedDayBuilder: Sendable {
  private var bytes: [UInt8] = [CountedDay.version]
  private var last: Int64 = 0
  private var viewers: [Int64] = []
  /// What was packed, in sum.
  public private(set) var counts = ViewCounts()
  /// How many recipes were packed.
  public private(set) var recipes = 0

  public init() {}

  /// What was packed so far.
  public var payload: [UInt8] {
    var whole = bytes
    WordChecksum.append(to: &whole)
    return whole
  }

  /// Adds a recipe.
  ///
  /// - Parameter events: All of its events on the day, sorted by viewer (`sortForPacking`); the
  ///   recipe comes after all that were added before it.
  public mutating func add(_ events: ArraySlice<JudgedView>) {
    guard let recipe = events.first?.recipe else { return }
    precondition(recipes == 0 || recipe > last, "recipes are packed in ascending order")
    viewers.removeAll(keepingCapacity: true)
    var group = CountedDay.Group(recipe: recipe)
    for event in events {
      switch event.verdict {
      case .repeat: group.counts.repeats += 1
      case .robot: group.counts.robots += 1
      case .view:
        group.counts.views += 1
        if event.viewerCode == 0 {
          group.counts.anonymous += 1
        } else if viewers.last != event.viewerCode {
          viewers.append(event.viewerCode)
        }
      }
    }
    append(group)
    last = recipe
    recipes += 1
    counts += group.counts
  }

  /// Adds all recipes of some events, sorted by recipe and viewer.
  public mutating func add(allOf events: [JudgedView]) {
    var start = events.startIndex
    while start < events.endIndex {
      let recipe = events[start].recipe
      let end = events[start...].firstIndex { $0.recipe != recipe } ?? events.endIndex
      add(events[start..<end])
      start = end
    }
  }

  private mutating func append(_ group: CountedDay.Group) {
    let counts = group.counts
    let more = counts.views - counts.anonymous - viewers.count
    let hasDropped = counts.repeats + counts.robots > 0
    appendVarint(UInt64(bitPattern: group.recipe &- last), to: &bytes)
    appendVarint(
      UInt64(viewers.count) << 3 | (more > 0 ? CountedDay.hasMore : 0)
        | (counts.anonymous > 0 ? CountedDay.hasAnonymous : 0)
        | (hasDropped ? CountedDay.hasDropped : 0), to: &bytes)
    if more > 0 { appendVarint(UInt64(more), to: &bytes) }
    if counts.anonymous > 0 { appendVarint(UInt64(counts.anonymous), to: &bytes) }
    if hasDropped {
      appendVarint(UInt64(counts.repeats), to: &bytes)
      appendVarint(UInt64(counts.robots), to: &bytes)
    }
    var before: Int64 = 0
    for viewer in viewers {
      appendVarint(UInt64(viewer - before), to: &bytes)
      before = viewer
    }
  }
}

/// Reads the recipes of a packed day, one after the other.
struct CountedDayReader {
  private var reader: VarintReader
  private var last: Int64 = 0

  /// Reads from bytes that outlive it.
  init(_ bytes: UnsafeRawBufferPointer) throws(CountedDayFault) {
    guard bytes.first == CountedDay.version, let packed = WordChecksum.checked(bytes) else {
      throw CountedDayFault()
    }
    reader = VarintReader(UnsafeRawBufferPointer(rebasing: packed.dropFirst()))
  }

  /// The next recipe, or nil at the end; its viewers must be read or skipped before the next one.
  @inline(__always)
  mutating func next() throws(CountedDayFault) -> CountedDay.Group? {
    if reader.isAtEnd { return nil }
    let distance = try number()
    let head = try number()
    last &+= Int64(bitPattern: distance)
    var group = CountedDay.Group(recipe: last)
    group.viewers = Int(head >> 3)
    let more = head & CountedDay.hasMore == 0 ? 0 : try count()
    if head & CountedDay.hasAnonymous != 0 { group.counts.anonymous = try count() }
    if head & CountedDay.hasDropped != 0 {
      group.counts.repeats = try count()
      group.counts.robots = try count()
    }
    group.counts.views = group.viewers &+ more &+ group.counts.anonymous
    return group
  }

  @inline(__always)
  mutating func skipViewers(of group: CountedDay.Group) throws(CountedDayFault) {
    guard reader.skip(group.viewers) else { throw CountedDayFault() }
  }

  @inline(__always)
  mutating func eachViewer(
    of group: CountedDay.Group, _ body: (Int64) -> Void
  ) throws(CountedDayFault) {
    var viewer: Int64 = 0
    for _ in 0..<group.viewers {
      viewer &+= Int64(bitPattern: try number())
      guard viewer > 0, viewer < 1 << 48 else { throw CountedDayFault() }
      body(viewer)
    }
  }

  @inline(__always)
  private mutating func number() throws(CountedDayFault) -> UInt64 {
    guard let number = reader.next() else { throw CountedDayFault() }
    return number
  }

  /// A number of events; a wrong one cannot make sums overflow.
  @inline(__always)
  private mutating func count() throws(CountedDayFault) -> Int {
    let number = try number()
    guard number < 1 << 48 else { throw CountedDayFault() }
    return Int(number)
  }
}
