import RecipeModel
import Testing

@testable import Store

struct FeedQueryTests {
  /// Entries of Ada in the circle; each second one happened before all others.
  private func fill(_ count: Int, in transaction: WriteTransaction, _ pantry: Pantry) throws {
    for number in 0..<count {
      let age = Int64(number % 2 == 0 ? count - number : 1_000_000 + number)
      try transaction.insert(
        NewActivity(
          id: ActivityID("a\(number)"), kind: .recipeCreated, user: pantry.ada,
          community: pantry.circle, recipe: pantry.soup,
          createdAt: Pantry.noon.advanced(byMilliseconds: -age)))
    }
  }

  @Test(arguments: [0, 10, 1999, 2000, 2001, 2500])
  func `few and many unread entries are the same, whichever way they are looked for`(
    unread: Int
  ) throws {
    try Pantry.with { transaction, pantry in
      let count = 2600
      try fill(count, in: transaction, pantry)
      let all = try transaction.feed(
        .community(pantry.circle), FeedSpan(limit: count), for: nil)
      #expect(all.count == count)
      let mark = ActivityKey(
        try transaction.integer("SELECT max(id) FROM activity") - Int64(unread))
      let expected = all.filter { $0.activity.key > mark }
      for part in [
        FeedPart.community(pantry.circle), .acts(of: pantry.ada), .recipes(of: pantry.ben),
      ] {
        let found = try transaction.feed(
          part, FeedSpan(unreadAfter: mark, limit: count), for: nil)
        #expect(found == expected)
        let page = try transaction.feed(part, FeedSpan(unreadAfter: mark, limit: 7), for: nil)
        #expect(page == Array(expected.prefix(7)))
      }
    }
  }

  @Test func `an entry knows the creator of its recipe, unless they are its user`() throws {
    try Pantry.with { transaction, pantry in
      for (id, user) in [("by-ada", pantry.ada), ("by-ben", pantry.ben)] {
        try transaction.insert(
          NewActivity(
            id: ActivityID(id), kind: .recipeShared, user: user, community: pantry.circle,
            recipe: pantry.soup, createdAt: Pantry.noon))
      }
      #expect(try transaction.activity(ActivityID("by-ada"))?.recipeCreator == pantry.ben)
      #expect(try transaction.activity(ActivityID("by-ben"))?.recipeCreator == nil)
    }
  }
}
