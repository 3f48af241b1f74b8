import CommunityRules
import RecipeModel
import Statistics
import Testing

@testable import Store

/// R19 in the outline of a family.
struct FamilyOutlineTests {
  /// A member of a family: `kind` as in the store, `community` nil for a catalogue.
  private static func member(
    _ key: Int64, from origin: Int64?, in community: String?, kind: OriginKind? = .variant,
    by creator: String = "ann", isDeleted: Bool = false
  ) -> StoredFamilyMember {
    StoredFamilyMember(
      key: RecipeKey(key), id: RecipeID("r\(key)"), title: "Dish \(key)",
      creator: UserID(creator), community: community.map { CommunityID($0) },
      origin: origin.map { RecipeKey($0) }, kind: origin == nil ? nil : kind, sharedFrom: nil,
      isDeleted: isDeleted)
  }

  private static let bob = Reach.person(UserID("bob"), communities: [CommunityID("north")])

  /// Each place as `title` or `count/distance`, with its depth and children.
  private func places(_ members: [StoredFamilyMember], within reach: Reach) -> [String] {
    FamilyOutline(of: members, within: reach, views: [RecipeKey(1): 7]).nodes.map { node in
      let subject =
        switch node.subject {
        case .recipe(_, let id, _): id.text
        case .hidden(let count, let distance): "\(count)/\(distance)"
        }
      return "\(subject) \(node.depth) \(node.children)"
    }
  }

  private static let family = [
    member(1, from: nil, in: "north"),
    member(2, from: 1, in: "south", kind: .share),
    member(3, from: 2, in: "south"),
    member(4, from: 3, in: "north", kind: .share),
    member(5, from: 1, in: "north"),
    member(6, from: 1, in: "south", kind: .share),
  ]

  @Test func `R19: recipes beyond the reach are one count and one distance at their ancestor`() {
    let places = places(FamilyOutlineTests.family, within: FamilyOutlineTests.bob)
    #expect(places == ["r1 0 [1, 3]", "3/2 1 [2]", "r4 3 []", "r5 1 []"])
  }

  @Test func `R19: the operator sees every recipe`() {
    let places = places(FamilyOutlineTests.family, within: .installation)
    #expect(
      places == ["r1 0 [1, 4, 5]", "r2 1 [2]", "r3 2 [3]", "r4 3 []", "r5 1 []", "r6 1 []"])
  }

  @Test func `R19: a root beyond the reach holds its place`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: "south"),
      FamilyOutlineTests.member(2, from: 1, in: "south"),
      FamilyOutlineTests.member(3, from: 2, in: "north", kind: .share),
    ]
    #expect(places(family, within: FamilyOutlineTests.bob) == ["2/2 0 [1]", "r3 2 []"])
  }

  @Test func `R19: personal copies of others never appear, not even as a count`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: "north"),
      FamilyOutlineTests.member(2, from: 1, in: nil, kind: .personalCopy),
    ]
    #expect(places(family, within: FamilyOutlineTests.bob) == ["r1 0 []"])
  }

  @Test func `R20: a deleted recipe shows only where something living descends from it`() {
    let family = [
      FamilyOutlineTests.member(1, from: nil, in: "north"),
      FamilyOutlineTests.member(2, from: 1, in: "north", isDeleted: true),
      FamilyOutlineTests.member(3, from: 2, in: "north"),
      FamilyOutlineTests.member(4, from: 1, in: "north", isDeleted: true),
    ]
    #expect(places(family, within: .installation) == ["r1 0 [1]", "1/1 1 [2]", "r3 2 []"])
  }

  @Test func `a chain of 20000 recipes takes no recursion`() {
    let chain = (0..<20_000).map { depth in
      FamilyOutlineTests.member(
        Int64(depth + 1), from: depth == 0 ? nil : Int64(depth), in: "north")
    }
    #expect(FamilyOutline(of: chain, within: .installation, views: [:]).nodes.count == 20_000)
  }
}
