import RecipeModel
import Statistics
import Testing

@testable import Store

/// R19 in the outline of a family.
struct FamilyOutlineTests {
  /// A member of a family: `kind` as in the store, `community` nil for a catalogue.
  private static func member(
    _ key: Int64, from origin: Int64?, in community: CommunityKey?,
    kind: OriginKind? = .variant, isDeleted: Bool = false
  ) -> StoredFamilyMember {
    StoredFamilyMember(
      node: LineNode(
        key: RecipeKey(key), origin: origin.map { RecipeKey($0) },
        kind: origin == nil ? nil : kind, community: community, creator: ann,
        createdAt: Instant(milliseconds: key), isDeleted: isDeleted),
      id: RecipeID("r\(key)"), title: "Dish \(key)", sharedFrom: nil)
  }

  private static let (north, south) = (CommunityKey(1), CommunityKey(2))
  private static let (ann, bobby) = (UserKey(1), UserKey(2))
  private static let bob = ReaderKeys(
    seesEverything: false, communities: [north], catalogue: bobby, administered: [])
  private static let all = ReaderKeys(
    seesEverything: true, communities: [north, south], catalogue: nil, administered: [])

  /// Each place as `title` or `count/distance`, with its depth and children.
  private func places(_ members: [StoredFamilyMember], for reader: ReaderKeys) -> [String] {
    FamilyOutline(of: members, for: reader, views: [RecipeKey(1): 7]).nodes.map { node in
      let subject =
        switch node.subject {
        case .recipe(_, let id, _): id.text
        case .hidden(let count, let distance): "\(count)/\(distance)"
        }
      return "\(subject) \(node.depth) \(node.children)"
    }
  }

  private static let family = [
    member(1, from: nil, in: north),
    member(2, from: 1, in: south, kind: .share),
    member(3, from: 2, in: south),
    member(4, from: 3, in: north, kind: .share),
    member(5, from: 1, in: north),
    member(6, from: 1, in: south, kind: .share),
  ]

  @Test func `R19: recipes beyond the reach are one count and one distance at their ancestor`() {
    let places = places(FamilyOutlineTests.family, for: FamilyOutlineTests.bob)
    #expect(places == ["r1 0 [1, 3]", "3/2 1 [2]", "r4 3 []", "r5 1 []"])
  }

  @Test func `R19: the operator sees every recipe`() {
    let places = places(FamilyOutlineTests.family, for: FamilyOutlineTests.all)
    #expect(
      places == ["r1 0 [1, 4, 5]", "r2 1 [2]", "r3 2 [3]", "r4 3 []", "r5 1 []", "r6 1 []"])
  }

  @Test func `R19: a root beyond the reach holds its place`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: FamilyOutlineTests.south),
      FamilyOutlineTests.member(2, from: 1, in: FamilyOutlineTests.south),
      FamilyOutlineTests.member(3, from: 2, in: FamilyOutlineTests.north, kind: .share),
    ]
    #expect(places(family, for: FamilyOutlineTests.bob) == ["2/2 0 [1]", "r3 2 []"])
  }

  @Test func `R19: personal copies of others never appear, not even as a count`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: FamilyOutlineTests.north),
      FamilyOutlineTests.member(2, from: 1, in: nil, kind: .personalCopy),
    ]
    #expect(places(family, for: FamilyOutlineTests.bob) == ["r1 0 []"])
  }

  @Test func `R20: a deleted recipe shows only where something living descends from it`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: FamilyOutlineTests.north),
      FamilyOutlineTests.member(2, from: 1, in: FamilyOutlineTests.north, isDeleted: true),
      FamilyOutlineTests.member(3, from: 2, in: FamilyOutlineTests.north),
      FamilyOutlineTests.member(4, from: 1, in: FamilyOutlineTests.north, isDeleted: true),
    ]
    #expect(places(family, for: FamilyOutlineTests.all) == ["r1 0 [1]", "1/1 1 [2]", "r3 2 []"])
  }

  @Test func `a chain of 20000 recipes takes no recursion`() {
    let chain = (0..<20_000).map { depth in
      FamilyOutlineTests.member(
        Int64(depth + 1), from: depth == 0 ? nil : Int64(depth), in: FamilyOutlineTests.north)
    }
    #expect(FamilyOutline(of: chain, for: FamilyOutlineTests.all, views: [:]).nodes.count == 20_000)
  }
}
