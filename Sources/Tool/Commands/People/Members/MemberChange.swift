import Communities
import JSONText
import RecipeModel

/// What became of somebody's membership.
struct MemberChange: CommandResult {
  /// How it came out, as JSON says it.
  enum Outcome: String {
    case joined
    case madeAndJoined = "made-and-joined"
    case wasMember = "was-member"
    case promoted
    case wasAdmin = "was-admin"
  }

  /// As it was named.
  var community: String
  var outcome: Outcome
  var member: MemberSummary

  var schema: String { "member/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", community)
    writer.member("outcome", outcome.rawValue)
    member.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    let name = member.username
    switch outcome {
    case .joined: output.note("\(name) is a member of \(community) now")
    case .madeAndJoined: output.note("made the user \(name), who is a member of \(community) now")
    case .wasMember: output.note("\(name) belongs to \(community) already")
    case .promoted: output.note("\(name) is an admin of \(community) now")
    case .wasAdmin: output.note("\(name) is an admin of \(community) already")
    }
  }
}

extension MemberSummary {
  /// Writes the members of the member's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("user", user)
    writer.member("username", username)
    writer.member("email", email)
    writer.member("role", role.rawValue)
    writer.member("joinedAt", joinedAt)
  }
}
