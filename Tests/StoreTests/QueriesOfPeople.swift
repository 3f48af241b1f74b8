import RecipeCoding
import RecipeModel

@testable import Store

extension Query {
  static let ofPeople =
    users + communities + memberships + recipes + tags + proposals + revisions + shares + feeds
    + deletions + trash + logs

  static let ofImports = [
    Query("imported recipe") { transaction, _ in
      _ = try transaction.importedRecipe(RecipeID("soup"))
    },
    Query("equal content in a community") { transaction, pantry in
      _ = try transaction.holdsContent(
        [UInt8](repeating: 0, count: 16), in: .community(pantry.circle), of: pantry.ada)
    },
    Query("equal content in a catalogue") { transaction, pantry in
      _ = try transaction.holdsContent(
        [UInt8](repeating: 0, count: 16), in: .catalogue, of: pantry.ada)
    },
    Query("recipe of equal content") { transaction, pantry in
      let digest = [UInt8](repeating: 0, count: 16)
      for place in [ImportPlace.community(pantry.circle), .catalogue] {
        _ = try transaction.firstRecipe(saying: digest, in: place, of: pantry.ada)
      }
    },
    Query("number of recipes of equal content") { transaction, pantry in
      let digest = [UInt8](repeating: 0, count: 16)
      for place in [ImportPlace.community(pantry.circle), .catalogue] {
        _ = try transaction.recipesSaying(digest, in: place, of: pantry.ada)
      }
    },
    Query("unfinished run") { transaction, _ in
      _ = try transaction.unfinishedRun(
        RunRequest(kind: .import, fingerprint: Digest.sha256([]), label: "a"))
    },
    Query("changes of a target") { transaction, pantry in
      for place in [ImportPlace.community(pantry.circle), .catalogue] {
        _ = try transaction.changes(of: place, ownedBy: pantry.ada, after: 0, undoneWork: 0)
      }
      _ = try transaction.lastChange()
      _ = try transaction.isDealtWith(Digest.sha256([]))
      _ = try transaction.installationID()
    },
    Query("newer reader") { transaction, pantry in
      _ = try transaction.sourceFormat(of: pantry.soup)
      _ = try transaction.takesTags(pantry.soup, named: RecipeID("soup"))
      _ = try transaction.takesImages(pantry.soup)
      try transaction.rememberReader(2, of: pantry.soup)
    },
    Query("missing recipes") { transaction, pantry in
      for place in [ImportPlace.community(pantry.circle), .catalogue] {
        _ = try transaction.recipeCount(in: place)
        try transaction.eachSource(in: place, of: pantry.ada, by: .ofPlace) { _ in }
        _ = try transaction.importedRecipes(deletedAt: Pantry.noon, in: place, of: pantry.ada)
      }
      _ = try transaction.missingRecipe(pantry.soup)
      _ = try transaction.hasAuditEntry(AuditID("a"))
    },
    Query("link") { transaction, pantry in
      try transaction.link(pantry.copy, asVariantOf: pantry.soup)
    },
    Query("new tag") { transaction, _ in _ = try transaction.storeTag("Winter") },
  ]

  private static let users = [
    Query("user by id") { transaction, _ in _ = try transaction.user(UserID("Ada")) },
    Query("user by key") { transaction, pantry in _ = try transaction.user(pantry.ada) },
    Query("user by e-mail") { transaction, _ in
      _ = try transaction.user(withEmail: FoldedName("ADA@example.org"))
    },
    Query("user by username") { transaction, _ in
      _ = try transaction.user(withUsername: FoldedName("ada"))
    },
    Query("users") { transaction, _ in _ = try transaction.users(limit: 10) },
    Query("new user") { transaction, _ in
      _ = try transaction.insert(
        NewUser(
          id: UserID("u"), email: "u@example.org", username: "u", createdAt: Pantry.noon))
    },
  ]

  private static let communities = [
    Query("community by id") { transaction, _ in
      _ = try transaction.community(CommunityID("circle"))
    },
    Query("community by key") { transaction, pantry in
      _ = try transaction.community(pantry.circle)
    },
    Query("community by slug") { transaction, _ in
      _ = try transaction.community(slug: "circle")
    },
    Query("communities") { transaction, _ in _ = try transaction.communities(limit: 10) },
    Query("deleted communities") { transaction, _ in
      _ = try transaction.deletedCommunities(slug: "circle")
    },
    Query("new community") { transaction, _ in
      _ = try transaction.insert(
        NewCommunity(id: CommunityID("c"), slug: "c", name: "C", createdAt: Pantry.noon))
    },
    Query("changed settings") { transaction, pantry in
      if let user = try transaction.user(pantry.ada) { try transaction.update(user) }
      if let circle = try transaction.community(pantry.circle) { try transaction.update(circle) }
    },
    Query("another slug") { transaction, pantry in
      try transaction.setSlug(of: pantry.circle, to: "ring", at: Pantry.noon)
    },
  ]

  private static let memberships = [
    Query("membership") { transaction, pantry in
      _ = try transaction.membership(of: pantry.ada, in: pantry.circle)
    },
    Query("last departure") { transaction, pantry in
      _ = try transaction.lastDeparture(of: pantry.ada, from: pantry.circle)
    },
    Query("roles") { transaction, pantry in _ = try transaction.roles(of: pantry.ada) },
    Query("affiliations") { transaction, pantry in
      _ = try transaction.affiliations(of: pantry.ada)
    },
    Query("members") { transaction, pantry in _ = try transaction.members(of: pantry.circle) },
    Query("other members") { transaction, pantry in
      _ = try transaction.otherMembers(of: pantry.circle, besides: pantry.ada, nameLimit: 3)
    },
    Query("member count") { transaction, pantry in
      _ = try transaction.memberCount(of: pantry.circle)
    },
    Query("new membership") { transaction, pantry in
      _ = try transaction.insert(
        NewMembership(
          id: MembershipID("m"), user: pantry.cleo, community: pantry.circle, role: .member,
          joinedAt: Pantry.noon))
    },
    Query("role") { transaction, pantry in
      try transaction.setRole(of: pantry.benInCircle, to: .admin)
    },
    Query("end of a membership") { transaction, pantry in
      try transaction.endMembership(pantry.benInCircle, at: Pantry.noon)
    },
  ]

  private static let recipes = [
    Query("recipe by id") { transaction, _ in _ = try transaction.recipe(RecipeID("soup")) },
    Query("recipe by key") { transaction, pantry in _ = try transaction.recipe(pantry.soup) },
    Query("recipes of a community") { transaction, pantry in
      _ = try transaction.recipes(in: pantry.circle, limit: 10)
    },
    Query("recipes of a catalogue") { transaction, pantry in
      _ = try transaction.recipes(inCatalogueOf: pantry.ben, limit: 10)
    },
    Query("recipe count") { transaction, pantry in
      _ = try transaction.recipeCount(of: pantry.circle)
    },
    Query("body") { transaction, pantry in _ = try transaction.body(pantry.body) },
    Query("new body") { transaction, _ in
      var coder = BodyCoder()
      _ = try transaction.storeBody(coder.code(RecipeBody(title: "Stew")))
    },
    Query("new recipe") { transaction, pantry in
      _ = try transaction.insert(
        NewRecipe(
          id: RecipeID("r"), body: pantry.body, creator: pantry.ada, community: pantry.circle,
          createdAt: Pantry.noon))
    },
    Query("another body") { transaction, pantry in
      try transaction.setBody(of: pantry.soup, to: pantry.body, at: Pantry.noon)
    },
    Query("touch") { transaction, pantry in try transaction.touch(pantry.soup, at: Pantry.noon) },
  ]

  private static let tags = [
    Query("tags of a recipe") { transaction, pantry in _ = try transaction.tags(of: pantry.soup) },
    Query("tag by name") { transaction, _ in _ = try transaction.tag(named: FoldedName("rye")) },
    Query("tag taken off") { transaction, pantry in
      try transaction.remove(pantry.rye, from: pantry.soup)
    },
    Query("other tags") { transaction, pantry in
      try transaction.setTags(of: pantry.soup, to: [pantry.rye])
    },
  ]

  private static let proposals = [
    Query("proposal by id") { transaction, _ in
      _ = try transaction.proposal(ProposalID("stew"))
    },
    Query("proposals to decide") { transaction, pantry in
      _ = try transaction.proposals(.toDecide(by: pantry.ben), for: pantry.ben, limit: 10)
    },
    Query("own proposals") { transaction, pantry in
      _ = try transaction.proposals(
        .proposed(by: pantry.ada), status: .pending, for: pantry.ada, limit: 10)
    },
    Query("proposals to a recipe") { transaction, pantry in
      _ = try transaction.proposals(.ofRecipe(pantry.soup), for: nil, limit: 10)
    },
    Query("proposals of a community") { transaction, pantry in
      _ = try transaction.proposals(.ofCommunity(pantry.circle), for: pantry.ben, limit: 10)
    },
    Query("proposals that nobody decides") { transaction, pantry in
      _ = try transaction.creatorsWithPendingProposals(in: pantry.circle)
      _ = try transaction.pendingProposals(toRecipesOf: pantry.ben, in: pantry.circle)
    },
    Query("proposed before") { transaction, pantry in
      _ = try transaction.holdsProposal(of: Digest.sha256([]), to: pantry.soup)
    },
    Query("new proposal") { transaction, pantry in
      _ = try pantry.proposeStew(in: transaction)
    },
    Query("accepted proposal") { transaction, pantry in
      var proposal = try pantry.proposeStew(in: transaction)
      proposal.recordDigest = Digest.sha256([])
      try transaction.accept(proposal, by: pantry.ben, at: Pantry.noon)
    },
    Query("variant of a proposal") { transaction, pantry in
      _ = try transaction.makeVariant(
        of: try pantry.proposeStew(in: transaction), as: RecipeID("v"), decidedBy: pantry.ben,
        at: Pantry.noon)
    },
    Query("personal copy") { transaction, pantry in
      _ = try transaction.personalCopy(of: pantry.soup, ownedBy: pantry.ben)
    },
  ]

  private static let revisions = [
    Query("revisions") { transaction, pantry in
      _ = try transaction.revisions(of: pantry.soup, limit: 10)
    },
    Query("revision by id") { transaction, _ in
      _ = try transaction.revision(RecipeRevisionID("v"))
    },
    Query("digest of a body") { transaction, pantry in
      _ = try transaction.digest(of: pantry.body)
    },
    Query("replaced body") { transaction, pantry in
      try transaction.replaceBody(
        of: pantry.soup, saying: pantry.body, with: pantry.body, by: .edit,
        revision: RecipeRevisionID("v"), at: Pantry.noon)
    },
  ]

  private static let shares = [
    Query("living share") { transaction, pantry in
      _ = try transaction.livingShare(of: pantry.soup, in: pantry.circle)
    },
    Query("tags and pictures of a fork") { transaction, pantry in
      let image = StoredImage(
        digest: Digest.sha256([]), mediaType: "image/png", width: nil, height: nil, byteSize: 1)
      try transaction.add(image, to: pantry.soup, position: 0, at: Pantry.noon)
      try transaction.copyTagsAndImages(of: pantry.soup, to: pantry.copy, named: RecipeID("copy"))
      _ = try transaction.pictures(of: pantry.copy)
    },
  ]

  private static let feeds = [
    Query("feed of a community") { transaction, pantry in
      _ = try transaction.feed(.community(pantry.circle), FeedSpan(limit: 10), for: pantry.ada)
    },
    Query("own acts") { transaction, pantry in
      _ = try transaction.feed(.acts(of: pantry.ada), FeedSpan(limit: 10), for: pantry.ada)
    },
    Query("acts on own recipes") { transaction, pantry in
      _ = try transaction.feed(.recipes(of: pantry.ben), FeedSpan(limit: 10), for: pantry.ben)
    },
    Query("unread entries") { transaction, pantry in
      let span = FeedSpan(unreadAfter: ActivityKey(0), limit: 10)
      for part in [
        FeedPart.community(pantry.circle), .acts(of: pantry.ada), .recipes(of: pantry.ben),
      ] {
        _ = try transaction.feed(part, span, for: pantry.ada)
      }
    },
    Query("feed entry") { transaction, _ in _ = try transaction.activity(ActivityID("a")) },
    Query("feed read") { transaction, pantry in
      _ = try transaction.feedMark(of: pantry.ada, in: pantry.circle)
      try transaction.markFeedRead(of: pantry.ada, in: pantry.circle, at: Pantry.noon)
      try transaction.markFeedRead(of: pantry.ada, in: nil, at: Pantry.noon)
    },
  ]

  private static let deletions = [
    Query("retention") { transaction, _ in _ = try transaction.retentionDays() },
    Query("next deletion") { transaction, _ in _ = try transaction.nextDeletionKey() },
    Query("returning admins") { transaction, _ in
      _ = try transaction.returningAdminCount(of: DeletionKey(1))
    },
    Query("deletion of a recipe") { transaction, pantry in
      let key = try transaction.nextDeletionKey()
      try transaction.insertDeletion(key, .recipe, by: pantry.ben, at: Pantry.noon)
      try transaction.markDeleted(pantry.soup, by: DeletionMark(deletion: key, at: Pantry.noon))
    },
    Query("deletion of a community, undone") { transaction, pantry in
      let key = try transaction.nextDeletionKey()
      try transaction.insertDeletion(key, .community, by: nil, at: Pantry.noon)
      _ = try transaction.markDeleted(
        pantry.circle, by: DeletionMark(deletion: key, at: Pantry.noon))
      _ = try transaction.undo(key)
    },
  ]

  private static let trash = [
    Query("trash of the installation") { transaction, _ in
      _ = try transaction.trashedRecipes(.installation, deletedAfter: Pantry.noon, limit: 10)
    },
    Query("trash of a community") { transaction, pantry in
      _ = try transaction.trashedRecipes(
        .community(pantry.circle), deletedAfter: Pantry.noon, limit: 10)
    },
    Query("trash of a user") { transaction, pantry in
      _ = try transaction.trashedRecipes(
        .createdBy(pantry.ben), deletedAfter: Pantry.noon, limit: 10)
    },
    Query("deletion") { transaction, _ in
      _ = try transaction.deletion(DeletionKey(1))
      _ = try transaction.firstRecipe(takenBy: DeletionKey(1))
      _ = try transaction.community(takenBy: DeletionKey(1))
      _ = try transaction.recipeCount(takenBy: DeletionKey(1))
    },
    Query("takedown, lifted") { transaction, pantry in
      try transaction.insert(
        NewTakedown(
          id: TakedownID("t"), recipe: pantry.soup, community: pantry.circle, actor: pantry.ada,
          reason: "why", takenDownAt: Pantry.noon))
      try transaction.handOverToCommunities(DeletionKey(1))
      try transaction.liftTakedowns(by: DeletionKey(1), at: Pantry.noon)
    },
    Query("takedowns") { transaction, pantry in
      _ = try transaction.hasTakedowns()
      _ = try transaction.takedown(of: [UInt8](repeating: 0, count: 16), in: pantry.circle)
      _ = try transaction.takedown(of: pantry.soup)
      _ = try transaction.takedowns(includingLifted: false, limit: 10)
      _ = try transaction.takedowns(in: pantry.circle, includingLifted: true, limit: 10)
    },
  ]

  private static let logs = [
    Query("feed of a community") { transaction, pantry in
      _ = try transaction.activities(in: pantry.circle, limit: 10)
    },
    Query("feed of a user") { transaction, pantry in
      _ = try transaction.activities(of: pantry.ada, limit: 10)
    },
    Query("new activity") { transaction, pantry in
      try transaction.insert(
        NewActivity(
          id: ActivityID("a"), kind: .userJoined, user: pantry.ada, community: pantry.circle,
          createdAt: Pantry.noon))
    },
    Query("audit log") { transaction, _ in _ = try transaction.auditEntries(limit: 10) },
    Query("audit of a thing") { transaction, _ in
      _ = try transaction.auditEntries(about: .recipe(RecipeID("soup")))
    },
    Query("filtered audit log") { transaction, pantry in
      let filters: [(inout AuditFilter) -> Void] = [
        { _ in }, { $0.community = pantry.circle }, { $0.actor = .operator },
        { $0.actor = .user(pantry.ada) }, { $0.subject = .anything(of: .recipe) },
        { $0.subject = .one(.recipe(RecipeID("soup"))) }, { $0.action = "recipe.edit" },
        { $0.run = RunID("r") }, { $0.since = Pantry.noon },
      ]
      for fill in filters {
        var filter = AuditFilter()
        fill(&filter)
        _ = try transaction.auditEntries(matching: filter, limit: 10)
      }
      var own = AuditFilter()
      own.person = try transaction.user(pantry.ada)
      _ = try transaction.auditEntries(matching: own, limit: 10)
    },
    Query("new audit entry") { transaction, pantry in
      try transaction.insert(
        NewAuditEntry(
          id: AuditID("e"), action: "recipe.edit", actor: pantry.ada,
          subject: .recipe(RecipeID("soup")), createdAt: Pantry.noon))
    },
  ]
}
