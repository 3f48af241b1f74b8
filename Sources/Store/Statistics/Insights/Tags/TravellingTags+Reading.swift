public import CommunityRules
public import RecipeModel
public import Store

extension TravellingTags {
  /// Reads where tags are used.
  ///
  /// - Parameters:
  ///   - id: Only tags that this community uses, in whatever communities; all unless given.
  ///   - limit: How many tags are listed at most.
  ///   - reach: Whose communities are looked at.
  ///   - transaction: Where everything is.
  /// - Returns: The tags; nil when the community that is named is not within the reach.
  /// - Throws: A `StoreFault`.
  public static func read(
    of id: CommunityID? = nil, limit: Int = 20, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> TravellingTags? {
    var community: CommunityKey?
    if let id {
      guard let stored = try transaction.community(id, within: reach) else { return nil }
      community = stored.key
    }
    let reader = try transaction.readerKeys(reach)
    let usage = try TagTravels(for: reader, in: transaction)
    var places: [CommunityKey: StoredCommunity] = [:]
    for key in reader.communities { places[key] = try transaction.community(key) }
    let tags = try usage.furthest(limit, in: community, transaction)
    return TravellingTags(tags: tags.map { $0.told(places) })
  }
}

/// Every tag in every community, counted.
private struct TagTravels {
  struct Use {
    var first: Instant
    var recipes = 0
    var shares = 0
  }

  struct Travel {
    var tag: TagKey
    var name = (shown: "", folded: "")
    var uses: [CommunityKey: Use]

    var rank: (communities: Int, shares: Int, recipes: Int) {
      uses.values.reduce(into: (uses.count, 0, 0)) { sums, use in
        sums.1 += use.shares
        sums.2 += use.recipes
      }
    }
  }

  private var uses: [TagKey: [CommunityKey: Use]] = [:]

  init(for reader: ReaderKeys, in transaction: ReadTransaction) throws {
    var uses: [TagKey: [CommunityKey: Use]] = [:]
    try transaction.eachTaggedPlace(for: reader) { place in
      uses[place.tag, default: [:]][place.community, default: Use(first: place.createdAt)]
        .count(place)
    }
    self.uses = uses
  }

  func furthest(
    _ limit: Int, in community: CommunityKey?, _ transaction: ReadTransaction
  ) throws(StoreFault) -> [Travel] {
    var ranked = uses.filter { community == nil || $0.value.keys.contains { $0 == community } }
      .map { Travel(tag: $0.key, uses: $0.value) }
      .map { (travel: $0, rank: $0.rank) }
    ranked.sort { $0.rank > $1.rank }
    guard limit > 0, let last = ranked.prefix(limit).last else { return [] }
    // Names decide among equals, so those that reach beyond the limit are looked up as well.
    var candidates: [(travel: Travel, rank: (Int, Int, Int))] = []
    for var candidate in ranked.prefix(while: { $0.rank >= last.rank }) {
      candidate.travel.name = try transaction.tagName(candidate.travel.tag) ?? ("", "")
      candidates.append((candidate.travel, candidate.rank))
    }
    candidates.sort { first, second in
      first.rank == second.rank
        ? first.travel.name.folded < second.travel.name.folded : first.rank > second.rank
    }
    return candidates.prefix(limit).map(\.travel)
  }
}

extension TagTravels.Use {
  mutating func count(_ place: TaggedPlace) {
    first = min(first, place.createdAt)
    recipes += 1
    shares += place.isShare ? 1 : 0
  }
}

extension TagTravels.Travel {
  func told(_ places: [CommunityKey: StoredCommunity]) -> TravellingTag {
    let (_, shares, recipes) = rank
    let arrivals = uses.sorted { ($0.value.first, $0.key) < ($1.value.first, $1.key) }
      .compactMap { key, use -> TagArrival? in
        guard let community = places[key] else { return nil }
        return TagArrival(
          community: community.id, slug: community.slug, name: community.name,
          firstDay: ZoneClock(stored: community.timeZone).day(of: use.first),
          recipes: use.recipes, shares: use.shares)
      }
    return TravellingTag(
      name: name.shown, recipes: recipes, shares: shares, arrivals: arrivals)
  }
}
