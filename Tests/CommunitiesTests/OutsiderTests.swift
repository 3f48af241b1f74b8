import Archives
import Communities
import CommunityRules
import Foundation
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

/// What people are shown, searched for words that belong to one community alone.
struct OutsiderTests {
  @Test(arguments: 0..<40)
  func `R7: everything shows a community to its members and nothing of it to an outsider`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let town = try Town(seed: seed, in: folder)
      for person in town.people {
        let shown = try town.everything(for: person, folder: folder)
        for community in town.communities {
          let found = try town.secrets(of: community).filter { shown.contains($0) }
          if try town.isMember(person, of: community) {
            // What shows nothing to anybody would prove nothing.
            #expect(found.count > 3, "\(person) is shown their own \(community)")
          } else {
            #expect(found == [], "\(person) is shown what is in \(community)")
          }
        }
      }
    }
  }
}

/// Communities with words of their own, and people who belong to some of them.
private struct Town {
  let communities = ["north", "south", "west"]
  let people = (0..<5).map { "p\($0)" }
  let store: RecipeStore
  let actions: CommunityActions
  private var recipes: [RecipeID] = []
  private var proposals: [ProposalID] = []

  init(seed: Int, in folder: URL) throws {
    var generator = SeededGenerator(seed: seed)
    let clock = Clock()
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: clock.surroundings)
    actions = CommunityActions(store: store, surroundings: clock.surroundings)
    for person in people {
      _ = try actions.createUser(
        email: try EmailAddress("\(person)@example.org"), username: try Username(person),
        as: .operator)
    }
    for community in communities {
      // The admin is known by a name that shows nowhere else.
      _ = try actions.createUser(
        email: try EmailAddress("head-\(community)@example.org"),
        username: try Username("head-of-\(community)-end"), as: .operator)
      let head = ActingAs.person("head-\(community)")
      _ = try actions.createCommunity(
        CommunityRequest(
          slug: try Slug("slug-\(community)-end"), name: try CommunityName("Name-\(community)-end")),
        as: head)
      for person in people where Bool.random(using: &generator) {
        _ = try actions.invite(
          try EmailAddress("\(person)@example.org"), into: "slug-\(community)-end", as: head)
      }
      for number in 0..<4 {
        clock.advance()
        let made = try actions.createRecipe(
          RecipeRequest(
            in: .community("slug-\(community)-end"),
            body: RecipeBody(title: "title-\(community)-\(number)-end"),
            tags: [try TagName("tag-\(community)-end")]),
          as: head)
        recipes.append(made.id)
        try addChanges(
          to: made.id, of: community, number, by: head, using: &generator)
      }
    }
  }

  private mutating func addChanges(
    to recipe: RecipeID, of community: String, _ number: Int, by head: ActingAs,
    using generator: inout SeededGenerator
  ) throws {
    for verdict in [DecideProposal.Verdict.accept, .reject] where Bool.random(using: &generator) {
      let proposal = try actions.proposeUpdate(of: recipe, as: head) {
        $0.title = "proposed-\(community)-\(number)-\(verdict)-end"
      }
      proposals.append(proposal.id)
      guard Bool.random(using: &generator) else { continue }
      let outcome = try actions.decideProposal(proposal.id, verdict, isConfirmed: true, as: head)
      if case .rejected(let variant) = outcome { recipes.append(variant) }
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      try actions.deleteRecipe(recipe, as: head)
    }
  }

  func isMember(_ person: String, of community: String) throws -> Bool {
    try actions.listMembers(of: "slug-\(community)-end", as: .operator)
      .contains { $0.username == person }
  }

  /// The words and the ids of a community and of what is in it.
  func secrets(of community: String) throws -> [String] {
    let slug = "slug-\(community)-end"
    let listed = try actions.listRecipes(
      in: .community(slug), includingDeleted: true, limit: 100, as: .operator
    ).recipes
    return [slug, "Name-\(community)-end", "tag-\(community)-end", "head-of-\(community)-end"]
      + ["title-\(community)-", "proposed-\(community)-"]
      + [try actions.showCommunity(slug, as: .operator).summary.id.text] + listed.map(\.id.text)
  }

  /// The answers to every question that a person can ask, one after the other.
  func everything(for person: String, folder: URL) throws -> String {
    let acting = ActingAs.person(person)
    var shown = ""
    func ask(_ question: () throws -> Any) throws {
      do {
        shown += "\(try question())\n"
      } catch is UnknownReference {
        // It repeats what was asked for, which holds the secret already.
      } catch is Refusal {}
    }
    try ask { try actions.listCommunities(as: acting) }
    try ask { try actions.listTrash(limit: 99, as: acting) }
    try ask { try actions.listTakedowns(limit: 99, as: acting) }
    try ask { try actions.readFeed(FeedRequest(.own, limit: 99), as: acting) }
    try ask { try actions.listProposals(.toDecide, limit: 99, as: acting) }
    try ask { try actions.listProposals(.mine, limit: 99, as: acting) }
    try ask { try actions.listRecipes(in: .catalogue, limit: 99, as: acting) }
    for community in communities {
      let slug = "slug-\(community)-end"
      try ask { try actions.showCommunity(slug, as: acting) }
      try ask { try actions.listMembers(of: slug, as: acting) }
      try ask {
        try actions.listRecipes(
          in: .community(slug), includingDeleted: true, limit: 99, as: acting)
      }
      try ask { try actions.listProposals(.community(slug), limit: 99, as: acting) }
      try ask { try actions.listTrash(in: .community(slug), limit: 99, as: acting) }
      try ask { try actions.listTakedowns(in: slug, limit: 99, as: acting) }
      try ask { try actions.readFeed(FeedRequest(.community(slug), limit: 99), as: acting) }
      try ask { try backup(of: slug, as: acting, folder: folder) }
    }
    for recipe in recipes {
      try ask { try actions.showRecipe(recipe, includingDeleted: true, as: acting) }
      try ask { try actions.listRevisions(of: recipe, limit: 99, as: acting) }
      try ask { try actions.listProposals(.recipe(recipe), limit: 99, as: acting) }
    }
    for proposal in proposals { try ask { try actions.showProposal(proposal, as: acting) } }
    return shown
  }

  /// The text of a community's backup, where somebody may take it.
  private func backup(of slug: String, as acting: ActingAs, folder: URL) throws -> String {
    let permission = try actions.resolveBackup(of: slug, as: acting)
    guard let community = permission.community else { return "" }
    let path = folder.appending(path: "backup.tar").path
    _ = try BackupCreation(
      store: store,
      selection: ArchiveSelection(community: community.key, holdsPrivateDetails: false),
      communityID: community.id, createdAt: community.createdAt
    ).run(path: path)
    var text = ""
    var walker = ArchiveWalker(paths: [path], limits: ArchiveLimits())
    while let item = try walker.next() {
      guard case .member(let member) = item else { continue }
      text += String(decoding: try member.readAll(limit: 1 << 24), as: UTF8.self)
    }
    return text
  }
}
