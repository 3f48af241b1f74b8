import CommunityRules
import PipelineCore
import RecipeModel
import Testing

@testable import Communities

struct ReferenceTests {
  @Test func `an unknown community is named back, with the nearest that one may see`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      func fault(_ name: String, _ actor: ActingAs) -> UnknownReference? {
        #expect(throws: UnknownReference.self) { try actions.showCommunity(name, as: actor) }
      }
      #expect(fault("circel", .ada) == UnknownReference(.community, "circel", nearest: "circle"))
      #expect(fault("rye-hose", .operator)?.nearest == "rye-house")
      // Ada does not belong to rye-house.
      #expect(fault("rye-hose", .ada)?.nearest == nil)
      #expect(
        fault("circel", .ada)?.message == """
          there is no community circel
          hint: did you mean circle?
          """)
    }
  }

  @Test func `unknown users, recipes and time zones are faults of their own`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      #expect(throws: UnknownReference(.emailAddress, "zoe@example.org")) {
        try actions.listCommunities(as: .person("zoe"))
      }
      #expect(throws: UnknownReference(.user, "Zoe")) {
        try actions.promote("Zoe", in: "circle", as: .ada)
      }
      #expect(throws: UnknownReference(.recipe, "r-0")) {
        try actions.showRecipe(RecipeID("r-0"), as: .ada)
      }
      let zone = #expect(throws: UnknownReference.self) {
        try actions.createCommunity(
          CommunityRequest(
            slug: try Slug("crumb"), name: try CommunityName("Crumb"), timeZone: "Europe/Pariss"),
          as: .ada)
      }
      #expect(zone == UnknownReference(.timeZone, "Europe/Pariss", nearest: "Europe/Paris"))
    }
  }

  @Test(arguments: [
    ("UTC", true), ("Europe/Paris", true), ("US/Eastern", true), ("Asia/Calcutta", true),
    ("America/Argentina/Salta", true), ("GMT+5", false), ("europe/paris", false), ("CET!", false),
    ("", false), ("../../etc/passwd", false), ("/etc/localtime", false),
  ])
  func `a time zone has a name of the IANA database`(name: String, isOne: Bool) {
    #expect(((try? TimeZoneName(name)) != nil) == isOne)
  }

  @Test func `what a living row holds is taken, in whatever case`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      #expect(throws: InvalidValue(.email, .taken)) {
        try actions.createUser(
          email: try EmailAddress("ADA@example.org"), username: try Username("x"), as: .operator)
      }
      #expect(throws: InvalidValue(.username, .taken)) {
        try actions.createUser(
          email: try EmailAddress("x@example.org"), username: try Username("ADA"), as: .operator)
      }
      #expect(throws: InvalidValue(.slug, .taken)) { try actions.found("circle", by: .dora) }
      _ = try actions.deleteCommunity("circle", as: .operator)
      #expect(try actions.found("circle", by: .dora).memberCount == 1)
    }
  }

  @Test func `R3: only the operator makes a user outside of a community`() throws {
    try Village.with { (village) throws in
      let refused = refusingRule {
        _ = try village.actions.createUser(
          email: try EmailAddress("zoe@example.org"), username: try Username("Zoe"), as: .ada)
      }
      #expect(refused == .r3)
      #expect(
        try village.actions.listUsers(as: .operator).map(\.username).sorted()
          == ["Ada", "Ben", "Cleo", "Dora", "Eve", "Otto"])
    }
  }
}
