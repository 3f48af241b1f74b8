import ArgumentParser
import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Erases a user.
struct UserEraseCommand: LevainCommand {
  /// What becomes of their recipes.
  enum Recipes: String, ExpressibleByArgument, CaseIterable {
    case keep, remove
  }

  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take a user out of the store for good, as the operator.",
    discussion: """
      Their memberships end, their views become anonymous, and a pseudonym that nothing leads \
      back from stands in audit log and feeds. The whole store is written anew. Backups taken \
      before still hold them: restore those with --erasures-from.

      EXAMPLES:
        levain user erase ada@example.org
        levain user erase ada@example.org --recipes remove --successor bakers=ben

      JSON (levain.user-erased/1): id and username (the pseudonym), memberships (how many ended), \
      communitiesEnded (slugs), recipesRemoved (how many; not when they stay), views (how many \
      became anonymous), quarantined (rejected records that were emptied), texts, credits and \
      pictures (in which they were named), olderCopies (files of earlier schema versions that still hold them).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The user's e-mail address, username or id.")
  var user: String

  @Option(help: "keep (with an anonymous author) or remove.")
  var recipes = Recipes.keep

  @Option(
    help: ArgumentHelp(
      "Who is to be admin where they are the last one; once for each community.",
      valueName: "community=user"))
  var successor: [String] = []

  func validate() throws {
    guard successor.allSatisfy({ UserEraseCommand.parse($0) != nil }) else {
      throw ValidationError("--successor takes COMMUNITY=USER, such as bakers=ben.")
    }
  }

  private static func parse(_ text: String) -> SuccessorName? {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return SuccessorName(community: String(parts[0]), user: String(parts[1]))
  }

  func run(in session: CommandSession) throws -> UserErased {
    try session.atWorkbench(for: "user erase", waiting: waiting.patience) { bench in
      let result = try bench.recorded(.purge, ErasureWork.label) { run in
        let outcome = try bench.communities(in: run.id)
          .eraseUser(
            user, recipes: recipes == .keep ? .kept : .removed,
            successors: successor.compactMap { UserEraseCommand.parse($0) }, as: .operator)
        try ErasureWork().finish(at: bench)
        return UserErased(outcome: outcome, olderCopies: bench.store.olderCopies)
      }
      // The periods that lost a viewer are counted again, and new texts indexed.
      _ = try RollupWork().run(at: bench)
      _ = try TagsWork().run(at: bench)
      return result
    }
  }
}

/// The end of an erasure: what was removed cannot be read from the files any more.
struct ErasureWork {
  /// What the run of an erasure is called; it names nobody.
  static let label = "erase a user"

  /// Finishes an erasure that was killed, or that another process kept from being finished.
  func finishIfLeft(at bench: Workbench) throws {
    let isLeft = try bench.store.read { (transaction) throws(StoreFault) in
      try transaction.isUnfinished(.purge, label: ErasureWork.label)
    }
    if isLeft { try finish(at: bench) }
  }

  func finish(at bench: Workbench) throws {
    _ = try bench.store.images.removeUnnamed { digests in
      try bench.store.read { (transaction) throws(StoreFault) in
        try transaction.storedImages(among: digests)
      }
    }
    try bench.store.rewrite()
  }
}

/// A user who is erased.
struct UserErased: CommandResult {
  var outcome: ErasureOutcome
  /// Files of earlier schema versions that still hold them.
  var olderCopies: [String]

  var schema: String { "user-erased/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", outcome.pseudonym.id)
    writer.member("username", outcome.pseudonym.username)
    writer.member("memberships", outcome.memberships)
    writer.member("communitiesEnded", outcome.communitiesEnded)
    if let removed = outcome.recipesRemoved { writer.member("recipesRemoved", removed) }
    writer.member("views", outcome.views)
    writer.member("quarantined", outcome.counts.quarantined)
    writer.member("texts", outcome.counts.texts)
    writer.member("credits", outcome.counts.credits)
    writer.member("pictures", outcome.counts.pictures)
    writer.member("olderCopies", olderCopies)
  }

  func show(on output: HumanOutput) {
    output.note("erased the user; they are \(outcome.pseudonym.username) now")
    output.note(
      "ended \(Figures.count(outcome.memberships, "membership", "memberships")), made "
        + "\(Figures.count(outcome.views, "view", "views")) anonymous"
        + (outcome.recipesRemoved.map { ", removed \(Figures.count($0, "recipe", "recipes"))" }
          ?? ""))
    for slug in outcome.communitiesEnded { output.note("\(slug) ended with its last user") }
    for copy in olderCopies {
      output.messages.warning("\(copy) is from before an upgrade and still holds them: remove it")
    }
    output.note("backups taken before still hold them: restore those with --erasures-from")
  }
}
