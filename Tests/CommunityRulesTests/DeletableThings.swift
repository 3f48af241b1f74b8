import CommunityRules
import RecipeModel
import TestKit

/// Random things in two communities and in catalogues, some of them deleted before.
struct DeletableThings {
  private(set) var all: [Deletable] = []
  private var generator: SeededGenerator

  init(seed: Int) {
    generator = SeededGenerator(seed: seed)
    let communities = [Cast.circle.id, Cast.ryeHouse.id]
    all = communities.map { Deletable(.community($0), in: $0, life: .living) }
    for number in 0..<40 {
      let community = communities.randomElement(using: &generator)
      let isInCatalogue = Int.random(in: 0..<4, using: &generator) == 0
      let life: Life =
        Int.random(in: 0..<4, using: &generator) == 0
        ? .deleted(by: DeletionID("earlier-\(number % 3)"), at: Cast.now) : .living
      if isInCatalogue {
        all.append(Deletable(.recipe(RecipeID("\(number)")), in: nil, life: life))
      } else {
        let kinds: [Deletable.Kind] = [
          .recipe(RecipeID("\(number)")), .membership(MembershipID("\(number)")),
          .proposal(ProposalID("\(number)")),
        ]
        all.append(Deletable(kinds[number % 3], in: community, life: life))
      }
    }
  }

  /// Deletes a random recipe or a community, and returns the undoing.
  mutating func delete(_ id: DeletionID) -> Restoration {
    var roots = all.filter(\.life.isLiving).compactMap { thing -> Deletion.Root? in
      switch thing.kind {
      case .recipe(let recipe): .recipe(recipe)
      case .community, .membership, .proposal: nil
      }
    }
    roots += Array(repeating: .community(Cast.circle.id), count: max(1, roots.count))
    let root = roots.randomElement(using: &generator) ?? .community(Cast.circle.id)
    let deletion = Deletion(id, of: root, at: Cast.now)
    for index in all.indices where deletion.takes(all[index]) {
      all[index].life = .deleted(by: id, at: Cast.now)
    }
    return Restoration(of: id)
  }

  mutating func restore(_ restoration: Restoration) {
    for index in all.indices where restoration.givesBack(all[index]) {
      all[index].life = .living
    }
  }
}
