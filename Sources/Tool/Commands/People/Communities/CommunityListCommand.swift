import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Lists communities.
struct CommunityListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List one's own communities, or all of them as the operator.",
    discussion: """
      JSON (levain.communities/1): communities, each with id, slug, name, timeZone, role (of who \
      acts, not for the operator), members (how many), createdAt, deletedAt (of a deleted one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Flag(help: "List deleted ones too; for the operator alone.")
  var includeDeleted = false

  func run(in session: CommandSession) throws -> CommunityList {
    CommunityList(
      communities: try session.communities().listCommunities(
        includingDeleted: includeDeleted, as: actor.acting))
  }
}

/// Communities in a list.
struct CommunityList: CommandResult {
  var communities: [CommunitySummary]

  var schema: String { "communities/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("communities")
    writer.array { writer in
      for community in communities {
        writer.object { writer in community.writeMembers(to: &writer) }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !communities.isEmpty else { return output.note("no communities") }
    let hasRoles = communities.contains { $0.role != nil }
    let hasDeleted = communities.contains { $0.deletedAt != nil }
    var table = TextTable(
      columns: [.init("slug"), .init("name"), .init("members", .right), .init("time zone")]
        + (hasRoles ? [.init("your role")] : []) + (hasDeleted ? [.init("deleted")] : []))
    for community in communities {
      table.append(
        [
          .init(community.slug, .emphasis), .init(community.name), .init(community.memberCount),
          .init(community.timeZone),
        ] + (hasRoles ? [.init(community.role?.rawValue ?? "")] : [])
          + (hasDeleted ? [.init(community.deletedAt?.description ?? "", .warning)] : []))
    }
    output.table(table)
  }
}
