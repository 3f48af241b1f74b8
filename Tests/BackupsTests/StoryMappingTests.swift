import ArchiveRecords
import Communities
import CommunityArchive
import JSONText
import RecipeModel
import Store
import Testing

@testable import Backups

/// What each kind of entry in the audit log becomes.
struct StoryMappingTests {
  private static let rye = RecipeBody(title: "Rye")
  private static let ryeDigest = ArchivedBody(rye).digest
  private static let gone = Digest(bytes: [UInt8](repeating: 0xA7, count: 32))
  private static let now = Instant(milliseconds: 5000)

  /// What a store would say.
  private struct Facts: HistoryFacts {
    var later: [String: Int] = [:]
    var takedowns = [
      HistoryTakedown(
        recipe: RecipeID("r"), reason: "asked to", contentDigest: [1], isPurged: true),
      HistoryTakedown(recipe: RecipeID("v"), reason: "asked to", contentDigest: [2]),
    ]

    func user(_ id: UserID) -> HistoryUser? {
      switch id.text {
      case "ada": HistoryUser(email: "ada@example.org", username: "Ada")
      case "x": HistoryUser(email: "", username: "erased-1", isErased: true)
      default: nil
      }
    }

    func community(_ id: CommunityID) -> HistoryCommunity? {
      switch id.text {
      case "k": HistoryCommunity(slug: "circle", name: "Circle", description: "Bread")
      case "p": HistoryCommunity(slug: "", name: "", description: "", isPurged: true)
      default: nil
      }
    }

    func laterChanges(of field: String, of subject: AuditSubject, after position: Int64) -> Int {
      later[field] ?? 0
    }

    func body(_ digest: Digest) -> RecipeBody? {
      digest == StoryMappingTests.ryeDigest ? StoryMappingTests.rye : nil
    }

    func tagName(_ id: TagID) -> String? { id.text.uppercased() }
    func imageURL(of recipe: RecipeID) -> String? { "https://example.org/rye.jpg" }

    func takedowns(of recipe: RecipeID, at moment: Instant, count: Int) -> [HistoryTakedown] {
      Array(takedowns.prefix(count))
    }
  }

  private static func deed(
    _ action: AuditAction, _ subject: AuditSubject, by actor: String? = nil,
    in community: String? = nil,
    _ metadata: String = "{}"
  ) -> AuditedDeed {
    AuditedDeed(
      HistoryEntry(
        position: 1, id: AuditID("a"), action: action.rawValue, actor: actor.map { UserID($0) },
        subject: subject, community: community.map { CommunityID($0) }, metadata: metadata,
        createdAt: now), JSONParser())
  }

  private static let joined = deed(
    .join, .membership(MembershipID("m")), in: "k", #"{"user":"ada","causedBy":"a"}"#)
  private static let made = deed(.createUser, .user(UserID("ada")), #"{"causedBy":"a"}"#)
  private static let promoted = deed(
    .promote, .membership(MembershipID("m2")), in: "k", #"{"user":"ben","causedBy":"a"}"#)

  private static func body(_ rest: String) -> String { #"{"body":"\#(ryeDigest.hex)",\#(rest)}"# }

  private static let recipe = AuditSubject.recipe(RecipeID("r"))
  private static let proposal = AuditSubject.proposal(ProposalID("p"))

  static let cases: [(deed: AuditedDeed, effects: [AuditedDeed], told: ArchivedAction?)] = [
    (
      deed(.createUser, .user(UserID("ada"))), [],
      .createUser(
        ArchivedUserCreation(id: UserID("ada"), email: "ada@example.org", username: "Ada"))
    ),
    (
      deed(.eraseUser, .user(UserID("x")), #"{"recipes":"removed","memberships":1,"views":3}"#),
      [promoted],
      .erased(
        ArchivedErasure(
          user: "x", withRecipes: true, views: 3,
          successors: [ArchivedErasure.Successor(community: "k", user: "ben")]))
    ),
    (
      deed(
        .changeUser, .user(UserID("ada")), by: "ada",
        #"{"changed":["notifications"],"viewTracking":true,"notifications":"own"}"#), [],
      .changeUser(ArchivedUserChange(notifications: .own))
    ),
    (
      deed(
        .changeUser, .user(UserID("ada")),
        #"{"changed":["username","viewTracking"],"viewTracking":false,"notifications":"own"}"#), [],
      .changeUser(ArchivedUserChange(user: "ada", username: "Ada", viewTracking: false))
    ),
    (
      deed(
        .createCommunity, .community(CommunityID("k")), in: "k",
        #"{"firstAdmin":"ada","timeZone":"Europe/Paris"}"#), [joined],
      .createCommunity(
        ArchivedCommunityCreation(
          id: CommunityID("k"), slug: "circle", name: "Circle", description: "Bread",
          timeZone: "Europe/Paris", firstAdmin: "ada", membershipID: MembershipID("m")))
    ),
    (
      deed(
        .changeCommunity, .community(CommunityID("k")), by: "ada", in: "k",
        #"{"changed":["name","timeZone"],"timeZone":"UTC"}"#), [],
      .changeCommunity(ArchivedCommunityChange(community: "k", name: "Circle", timeZone: "UTC"))
    ),
    (
      deed(
        .setTarget, .community(CommunityID("k")), by: "ada", in: "k",
        #"{"target":"t","measure":"views","frequency":"weekly","value":5,"since":"2026-11-16"}"#),
      [],
      .setTarget(
        ArchivedTargetSetting(
          id: TargetID("t"), community: "k", measure: .views, frequency: .weekly, value: 5,
          since: Day("2026-11-16")))
    ),
    (
      deed(
        .removeTarget, .community(CommunityID("k")), by: "ada", in: "k",
        #"{"target":"t","measure":"views","frequency":"weekly"}"#), [],
      .removeTarget(community: "k", .views, .weekly)
    ),
    (
      deed(
        .removeTarget, .community(CommunityID("k")), in: "k",
        #"{"target":"t","measure":"smiles","frequency":"weekly"}"#), [], nil
    ),
    (
      deed(.deleteCommunity, .community(CommunityID("k")), in: "k"), [],
      .deleteCommunity(community: "k")
    ),
    (
      deed(.restoreCommunity, .community(CommunityID("k")), in: "k", #"{"changed":["slug"]}"#),
      [joined],
      .restoreCommunity(
        ArchivedCommunityRestoration(
          community: "k", slug: "circle", admin: "ada", membershipID: MembershipID("m")))
    ),
    (
      deed(.restoreCommunity, .community(CommunityID("k")), in: "k"), [promoted],
      .restoreCommunity(ArchivedCommunityRestoration(community: "k", admin: "ben"))
    ),
    (
      deed(.join, .membership(MembershipID("m")), by: "ben", in: "k", #"{"user":"ada"}"#), [],
      .invite(
        ArchivedInvitation(community: "k", user: "ada", membershipID: MembershipID("m")))
    ),
    (
      deed(.join, .membership(MembershipID("m")), by: "ben", in: "k", #"{"user":"ada"}"#), [made],
      .invite(
        ArchivedInvitation(
          community: "k", user: "ada@example.org", username: "Ada", userID: UserID("ada"),
          membershipID: MembershipID("m")))
    ),
    (
      deed(.promote, .membership(MembershipID("m")), by: "ben", in: "k", #"{"user":"ada"}"#), [],
      .promote(user: "ada", community: "k")
    ),
    (
      deed(.leave, .membership(MembershipID("m")), by: "ada", in: "k", #"{"user":"ada"}"#), [],
      .leave(community: "k")
    ),
    (
      deed(
        .createRecipe, recipe, by: "ada", in: "k", body(#""tags":["t"],"personalCopy":"c""#)), [],
      .createRecipe(
        ArchivedRecipeCreation(
          id: RecipeID("r"), personalCopyID: RecipeID("c"), community: "k", body: rye, tags: ["T"],
          imageURL: "https://example.org/rye.jpg"))
    ),
    (
      deed(.editRecipe, recipe, by: "ada", in: "k", body(#""revision":"v""#)), [],
      .editRecipe(RecipeID("r"), body: rye, revision: RecipeRevisionID("v"))
    ),
    (
      deed(.editRecipe, recipe, by: "ada", in: "k", #"{"body":"\#(gone.hex)"}"#), [],
      .editRecipe(
        RecipeID("r"), body: RecipeBody(title: "purged \(gone.hex)"), revision: nil)
    ),
    (deed(.deleteRecipe, recipe, by: "ada", in: "k"), [], .deleteRecipe(RecipeID("r"))),
    (deed(.restoreRecipe, recipe, by: "ada", in: "k"), [], .restoreRecipe(RecipeID("r"))),
    (
      deed(.tagRecipe, recipe, by: "ada", in: "k", #"{"added":["t"],"removed":["u"]}"#), [],
      .tagRecipe(RecipeID("r"), adding: ["T"], removing: ["U"])
    ),
    (deed(.dismissDuplicate, recipe, by: "ada", in: "k", #"{"other":"s"}"#), [], nil),
    (
      deed(.createProposal, proposal, by: "ada", in: "k", body(#""recipe":"r""#)), [],
      .propose(RecipeID("r"), body: rye, id: ProposalID("p"))
    ),
    (
      deed(.acceptProposal, proposal, by: "ada", in: "k", #"{"recipe":"r"}"#), [],
      .accept(ProposalID("p"), isConfirmed: true)
    ),
    (
      deed(.rejectProposal, proposal, by: "ada", in: "k", #"{"recipe":"r","variant":"v"}"#), [],
      .reject(ProposalID("p"))
    ),
    (deed(.orphanProposal, proposal, in: "k", #"{"variant":"v"}"#), [], nil),
    (
      deed(
        .takeDown, recipe, by: "ada", in: "k", #"{"withCopies":true,"recipes":2,"elsewhere":1}"#),
      [],
      .takeDown(
        ArchivedTakedown(
          recipe: RecipeID("r"), reason: "asked to", withCopies: true,
          contents: [ArchivedTakedown.Content(recipe: RecipeID("r"), digest: [1])]))
    ),
    (deed(.liftTakedown, recipe, in: "k"), [], .liftTakedown(RecipeID("r"))),
    (
      deed(.shareRecipe, .recipe(RecipeID("f")), by: "ada", in: "k", #"{"origin":"r","from":"o"}"#),
      [], .share(RecipeID("r"), into: "k", fork: RecipeID("f"))
    ),
    (deed(.purge, .installation, #"{"recipes":2}"#), [], .purge),
    // Archives hold the settings of an installation.
    (deed(.changeInstallation, .installation, #"{"timeZone":"Europe/Paris"}"#), [], nil),
  ]

  @Test func `every action of the audit log is tried here`() {
    let tried = Set(StoryMappingTests.cases.map(\.deed.entry.action))
    #expect(tried == Set(AuditAction.allCases.map(\.rawValue)))
  }

  @Test(arguments: cases.indices)
  func `an entry and what followed from it are told as one operation`(index: Int) throws {
    let (deed, effects, told) = StoryMappingTests.cases[index]
    var mapping = StoryMapping(facts: Facts())
    let operation = try mapping.operation(
      of: AuditedStory(deed: deed, effects: effects), sequence: 7)
    #expect(operation?.action == told)
    guard told != nil else {
      #expect(mapping.notes.untold == [deed.entry.action: 1])
      return
    }
    #expect(operation?.id == AuditID("a") && operation?.sequence == 7)
    #expect(operation?.at == StoryMappingTests.now)
    #expect(operation?.actor == deed.entry.actor?.text)
    #expect(mapping.notes.untold == [:])
  }

  @Test func `a name that was changed later has a stand-in, another one before each change`() throws
  {
    let creation = StoryMappingTests.deed(
      .createCommunity, .community(CommunityID("k")), by: "ada", in: "k", "{}")
    var slugs: [String] = []
    for later in 0..<3 {
      var mapping = StoryMapping(facts: Facts(later: ["slug": later]))
      let operation = try mapping.operation(of: AuditedStory(deed: creation), sequence: 1)
      guard case .createCommunity(let community) = operation?.action else {
        Issue.record("a community is created")
        return
      }
      slugs.append(community.slug)
      #expect(community.name == "Circle")
    }
    #expect(slugs.map { $0.prefix(9) } == ["circle", "former-1-", "former-2-"])
  }

  @Test func `R23: who was erased has an address that no mail can reach, from the beginning`()
    throws
  {
    var mapping = StoryMapping(facts: Facts())
    let creation = StoryMappingTests.deed(.createUser, .user(UserID("x")))
    let operation = try mapping.operation(of: AuditedStory(deed: creation), sequence: 1)
    guard case .createUser(let user) = operation?.action else {
      Issue.record("a user is created")
      return
    }
    #expect(user.email.hasSuffix(ArchivedErasure.addressEnd) && user.username == "erased-1")
  }

  @Test func `R22: a purged community has names that are none, and the missing is counted`() throws
  {
    var mapping = StoryMapping(facts: Facts(takedowns: []))
    let creation = StoryMappingTests.deed(
      .createCommunity, .community(CommunityID("p")), by: "ada", in: "p")
    let operation = try mapping.operation(of: AuditedStory(deed: creation), sequence: 1)
    guard case .createCommunity(let community) = operation?.action else {
      Issue.record("a community is created")
      return
    }
    #expect(community.slug.hasPrefix("purged-") && community.name == community.slug)
    let takedown = StoryMappingTests.deed(.takeDown, StoryMappingTests.recipe, in: "k")
    _ = try mapping.operation(of: AuditedStory(deed: takedown), sequence: 2)
    let edit = StoryMappingTests.deed(
      .editRecipe, StoryMappingTests.recipe, #"{"body":"\#(StoryMappingTests.gone.hex)"}"#)
    _ = try mapping.operation(of: AuditedStory(deed: edit), sequence: 3)
    #expect(mapping.notes.reasons == 1 && mapping.notes.texts == 1)
  }
}
