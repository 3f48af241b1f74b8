import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct SettingsTests {
  @Test func `an admin and the operator change a community, and only what they name`() throws {
    try Village.with { (village) throws in
      village.clock.advance()
      let changed = try village.actions.changeCommunity(
        "circle",
        CommunityChange(
          slug: try Slug("ring"), name: try CommunityName("The Ring"), timeZone: "Europe/Paris"),
        as: .ada)
      #expect(changed.changed == ["slug", "name", "timeZone"])
      let shown = try village.actions.showCommunity("ring", as: .ben)
      #expect(shown == changed.overview.seen(as: .member))
      #expect(shown.summary.name == "The Ring" && shown.summary.timeZone == "Europe/Paris")
      #expect(shown.description == "" && shown.updatedAt > shown.summary.createdAt)
      let again = try village.actions.changeCommunity(
        "ring", CommunityChange(description: "Soups"), as: .operator)
      #expect(again.changed == ["description"] && again.overview.summary.name == "The Ring")
    }
  }

  @Test func `R3: others do not change a community's settings`() throws {
    try Village.with { (village) throws in
      for (actor, rule) in [
        (ActingAs.ben, Rule?.some(.r3)), (.cleo, .r3), (.dora, nil), (.eve, nil),
      ] {
        let refused = refusingRule {
          _ = try village.actions.changeCommunity(
            "circle", CommunityChange(description: "Mine"), as: actor)
        }
        #expect(refused == rule)
      }
      #expect(try village.actions.showCommunity("circle", as: .ada).description == "")
    }
  }

  @Test func `a slug that a living community has is taken, and a zone must be one`() throws {
    try Village.with { (village) throws in
      #expect(throws: InvalidValue(.slug, .taken)) {
        try village.actions.changeCommunity(
          "circle", CommunityChange(slug: try Slug("rye-house")), as: .ada)
      }
      #expect(throws: UnknownReference(.timeZone, "Europe/Pari", nearest: "Europe/Paris")) {
        try village.actions.changeCommunity(
          "circle", CommunityChange(timeZone: "Europe/Pari"), as: .ada)
      }
      _ = try village.actions.leave("rye-house", as: .eve)
      _ = try village.actions.changeCommunity(
        "circle", CommunityChange(slug: try Slug("rye-house")), as: .ada)
    }
  }

  @Test func `people change their own settings, and the operator anybody's`() throws {
    try Village.with { (village) throws in
      let change = UserChange(
        username: try Username("Countess"), viewTracking: false, notifications: .own)
      for name in [nil, "Ada", "ADA@example.org"] {
        let shown = try village.actions.changeUser(name, UserChange(), as: .ada)
        #expect(shown.username == "Ada" && shown.viewTracking && shown.changed.isEmpty)
      }
      let settings = try village.actions.changeUser(nil, change, as: .ada)
      #expect(settings.username == "Countess" && !settings.viewTracking)
      #expect(settings.changed == ["username", "viewTracking", "notifications"])
      let back = try village.actions.changeUser(
        "countess", UserChange(viewTracking: true), as: .operator)
      #expect(back.viewTracking && back.notifications == .own)
      // The same name in other letters is still theirs.
      _ = try village.actions.changeUser(
        nil, UserChange(username: try Username("COUNTESS")), as: .ada)
      #expect(throws: InvalidValue(.username, .taken)) {
        try village.actions.changeUser(nil, UserChange(username: Username("ben")), as: .ada)
      }
    }
  }

  @Test func `R7: somebody else's settings are refused alike, whether there is such a user or not`()
    throws
  {
    try Village.with { (village) throws in
      for name in ["ben", "nobody"] {
        #expect(
          throws: Refusal(
            .r7, who: "Ada", asked: "change the settings of \(name)",
            because: "only they themselves can", instead: "ask them, or the operator")
        ) {
          try village.actions.changeUser(name, UserChange(viewTracking: false), as: .ada)
        }
      }
      #expect(
        refusingRule { _ = try village.actions.changeUser(nil, UserChange(), as: .operator) } == .r7
      )
      #expect(throws: UnknownReference(.user, "nobody")) {
        try village.actions.changeUser("nobody", UserChange(), as: .operator)
      }
    }
  }
}

extension CommunityOverview {
  fileprivate func seen(as role: Role) -> CommunityOverview {
    var copy = self
    copy.summary.role = role
    return copy
  }
}
