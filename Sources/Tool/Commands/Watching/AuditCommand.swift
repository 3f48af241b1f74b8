import ArgumentParser
import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Shows who changed what.
struct AuditCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Show who changed what, when and in which run, newest first.",
    discussion: """
      EXAMPLES:
        levain audit --limit 20
        levain audit --community bakers --as ada@example.org
        levain audit --entity recipe:019c3b1e-7a2f-4c1d-9d0e-4b1f6a2c8e57
        levain audit --by operator --action community.delete --from 2026-01-01 --json

      The operator sees everything, an admin what concerns their community, anybody what they did \
      and what was done with their account. Nothing is ever removed from the log; who was erased \
      stands there under a pseudonym. Days are those of UTC.

      JSON (levain.audit/1): entries, each with id, createdAt, action, actor (a username; not there \
      for the operator), entityType, entityId, community (a slug), run, metadata (for the operator \
      only); next (what --after takes for the next page; not on the last one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var days: DayOptions

  @Option(
    help: ArgumentHelp("What concerns this community, living or deleted.", valueName: "slug|id"))
  var community: String?

  @Option(
    help: ArgumentHelp(
      "What is about this kind of thing, or about one of them.",
      discussion: "Kinds: \(AuditSubject.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kind[:id]"),
    transform: AuditedThing.init)
  var entity: AuditedThing?

  @Option(
    help: ArgumentHelp(
      "What this user did, or the operator.", valueName: "email|username|id|operator"))
  var by: String?

  @Option(help: ArgumentHelp("Only this, such as recipe.edit.", valueName: "action"))
  var action: String?

  @Option(help: ArgumentHelp("What was done in this run, or with it.", valueName: "id"))
  var run: String?

  @Option(help: "How many entries to show at most, up to 10000.")
  var limit = 50

  @Option(
    help: ArgumentHelp(
      "Go on after the entry with this id, the last one of the page before.", valueName: "id"))
  var after: String?

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> AuditResult {
    var request = AuditRequest(limit: limit)
    request.community = community
    request.actor = by.map { $0 == "operator" ? .operator : .user($0) }
    request.kind = entity?.kind
    request.subject = entity?.name
    request.action = action
    request.run = run.map { RunID($0) }
    request.since = days.from.map { ZoneClock.utc.start(of: $0) }
    request.until = days.until.map { ZoneClock.utc.start(of: $0) }
    request.after = after.map { AuditID($0) }
    return AuditResult(
      page: try session.communities().readAuditLog(request, as: actor.acting))
  }
}

/// A kind of thing, or one thing of it, as `recipe` or `recipe:ID`.
struct AuditedThing {
  var kind: AuditSubject.Kind
  var name: String?

  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    kind = try choice(String(parts[0]))
    guard parts.count == 2 else { return }
    guard kind != .installation, !parts[1].isEmpty else {
      throw ValidationError("--entity takes a kind, or a kind with an id: recipe:0190c0de-….")
    }
    name = String(parts[1])
  }
}

/// A page of the audit log.
struct AuditResult: CommandResult {
  var page: AuditPage

  var schema: String { "audit/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("entries")
    writer.array { writer in
      for named in page.entries {
        writer.object { write(named, to: &$0) }
      }
    }
    writer.member("next", page.next)
  }

  private func write(_ named: NamedAuditEntry, to writer: inout JSONWriter) {
    let entry = named.entry
    writer.member("id", entry.id)
    writer.member("createdAt", entry.createdAt)
    writer.member("action", entry.action)
    writer.member("actor", named.actor)
    writer.member("entityType", entry.subject.kind.rawValue)
    if entry.subject != .installation { writer.member("entityId", entry.subject.id) }
    writer.member("community", named.community)
    writer.member("run", named.run)
    guard page.showsMetadata else { return }
    writer.key("metadata")
    writer.raw(Array(entry.metadata.utf8))
  }

  func show(on output: HumanOutput) {
    guard !page.entries.isEmpty else { return output.note("nothing was changed") }
    var table = TextTable(columns: [
      .init("when"), .init("who"), .init("did"), .init("what"), .init("where"), .init("run"),
    ])
    for named in page.entries {
      let subject = named.entry.subject
      table.append([
        .init(named.entry.createdAt.description), .init(named.actor ?? "the operator"),
        .init(named.entry.action, .emphasis),
        .init(subject == .installation ? "" : subject.id),
        .init(named.community ?? ""), .init(named.run?.text ?? ""),
      ])
    }
    output.table(table)
    if let next = page.next { output.note("there are more: --after \(next.text)") }
  }
}
