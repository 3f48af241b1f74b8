import Communities
import CommunityRules
import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeModel
import Store

/// Makes the users and communities that a pipeline names and the store lacks.
struct SetupWork {
  func users(_ settings: UsersSettings, at bench: Workbench) throws -> SetupResult {
    try bench.recorded(.setup, "users") { run in
      let actions = bench.communities(in: run.id)
      var result = SetupResult(kind: "users")
      for user in settings.users {
        if try isKnown(email: user.email, at: bench) {
          result.known += 1
        } else {
          _ = try actions.createUser(
            email: EmailAddress(user.email), username: Username(user.username), as: .operator)
          result.made += 1
        }
      }
      return result
    }
  }

  func communities(_ settings: CommunitiesSettings, at bench: Workbench) throws -> SetupResult {
    try bench.recorded(.setup, "communities") { run in
      let actions = bench.communities(in: run.id)
      var result = SetupResult(kind: "communities")
      for community in settings.communities {
        if try bench.store.read({ (transaction) throws(StoreFault) in
          try transaction.community(slug: community.slug)
        }) != nil {
          result.known += 1
        } else {
          _ = try actions.createCommunity(
            CommunityRequest(
              slug: try Slug(community.slug), name: try CommunityName(community.name),
              description: community.description ?? "", timeZone: community.timeZone ?? "UTC",
              firstAdmin: community.admin), as: .operator)
          result.made += 1
        }
        for member in community.members {
          _ = try actions.invite(
            EmailAddress(member), into: community.slug, as: .operator)
        }
      }
      return result
    }
  }

  private func isKnown(email: String, at bench: Workbench) throws -> Bool {
    try bench.store.read { (transaction) throws(StoreFault) in
      try transaction.user(withEmail: FoldedName(email))
    } != nil
  }
}

/// How many were made, and how many were there.
struct SetupResult: CommandResult {
  var kind: String
  var made = 0
  var known = 0

  init(kind: String) {
    self.kind = kind
  }

  var schema: String { "setup/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("kind")
    writer.string(kind)
    writer.key("made")
    writer.integer(made)
    writer.key("known")
    writer.integer(known)
  }

  func show(on output: HumanOutput) {
    output.note("\(kind): \(Figures.count(made)) made, \(Figures.count(known)) there already")
  }
}
