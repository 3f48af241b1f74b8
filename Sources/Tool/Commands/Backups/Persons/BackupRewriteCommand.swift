import ArgumentParser
import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Makes snapshots anew without some people.
struct BackupRewriteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrite",
    abstract: "Make the snapshots that hold erased people anew, without them.",
    discussion: """
      Each such snapshot is restored into a store for a while, the people are erased by the rules, \
      and a full snapshot of the same moment and label takes its place. Then the old ones go, and \
      the files that only they needed. Snapshots that hold none of them stay as they are.

      People are named by their ids, as they were before the erasure; --erased stands for all whom \
      later snapshots or the live store (--store) know as erased. Copies of the repository elsewhere \
      still hold them until they are brought up to it, files that are gone included. What came of it \
      is kept in the live store, where that is there: `levain runs list` shows it.

      EXAMPLES:
        levain backup rewrite backups --erased
        levain backup rewrite backups --without-user 0192f3a4-5b6c-7d8e-9f01-23456789abcd

      JSON (levain.snapshots-rewritten/1): repository, rewritten (each with old, new, erased), left (each with \
      snapshot and why), removed (snapshots, files, bytes), unreadable (files), addedBytes.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var place: RepositoryOptions

  @Flag(help: "Without all who were erased since a snapshot was taken.")
  var erased = false

  @Option(
    name: .customLong("without-user"), parsing: .upToNextOption,
    help: ArgumentHelp("Without the users with these ids.", valueName: "id"))
  var users: [String] = []

  @Option(help: "What becomes of the recipes of users named by --without-user: keep or remove.")
  var recipes = UserEraseCommand.Recipes.keep

  @Option(
    help: ArgumentHelp(
      "Where a store is made for a while; beside the repository unless given.",
      valueName: "folder"), completion: .directory)
  var work: String?

  func validate() throws {
    guard erased == users.isEmpty else {
      throw ValidationError("Say without whom: --without-user ID…, or --erased.")
    }
  }

  func run(in session: CommandSession) throws -> RewriteResult {
    let repository = try session.openRepository(place.repository, place.secret)
    let work = RewriteWork(repository: repository, folder: work)
    return try BackupRecord(.rewrite, of: repository, in: session)
      .keeping(in: session, waiting: waiting.patience) {
        let (asked, unread) = try asked(of: repository, session)
        var result = try work.run(asked, in: session)
        result.unread = unread
        return result
      }
  }

  /// Who is to go, by the snapshots that hold them.
  private func asked(
    of repository: Repository, _ session: CommandSession
  ) throws -> (erased: [SnapshotID: [StoredErasure]], unread: [RepositoryFault]) {
    guard !erased else { return try session.personsErasedSince(in: repository) }
    let now = session.surroundings.now()
    let erasures = Set(users).map { user in
      StoredErasure(
        userDigest: StoredErasure.digest(of: UserID(user)),
        recipes: recipes == .keep ? .kept : .removed, erasedAt: now)
    }
    var persons = try RepositoryPersons(of: repository)
    let holders = try persons.holders(of: Set(erasures.map(\.userDigest)))
    guard persons.unread.isEmpty else { throw persons.unread[0] }
    return (
      holders.mapValues { held in erasures.filter { held.contains($0.userDigest) } }, []
    )
  }
}

/// Makes snapshots anew and removes the old ones.
struct RewriteWork {
  var repository: Repository
  /// Where the store is made; nil is beside the repository.
  var folder: String?

  func run(
    _ asked: [SnapshotID: [StoredErasure]], in session: CommandSession
  ) throws -> RewriteResult {
    var result = RewriteResult(repository: repository.path)
    guard !asked.isEmpty else { return result }
    let failure = try session.inWorkFolder(of: repository.path, in: folder, for: "rewrite") {
      folder -> (any Error)? in
      session.observed { observer -> (any Error)? in
        let rewriting = SnapshotRewriting(
          repository: repository, path: "\(folder)/rewrite.db",
          surroundings: session.surroundings,
          holder: session.holder(of: "backup rewrite"), observer: observer)
        for (snapshot, erasures) in asked.sorted(by: { $0.key < $1.key }) {
          do {
            result.rewritten.append(try rewriting.run(snapshot, without: erasures))
          } catch let fault as any Fault where fault.isAboutOneSnapshot {
            result.left.append((snapshot, fault.what))
          } catch {
            // What was made anew so far takes its place all the same.
            return error
          }
        }
        return nil
      }
    }
    result.removed = try SnapshotRemoval(
      repository: repository, holder: session.holder(of: "backup rewrite")
    ).run(Dictionary(result.rewritten.map { ($0.old, $0.new) }) { first, _ in first })
    if let failure { throw failure }
    for snapshot in result.removed.kept {
      result.left.append((snapshot, "what was made anew of it is not there any more"))
    }
    return result
  }
}

extension Fault {
  /// Whether the others can be rewritten all the same.
  fileprivate var isAboutOneSnapshot: Bool {
    switch self {
    case let fault as RepositoryFault: fault.isDamage || fault.cause == .newerVersion
    case let fault as StoreFault:
      switch fault.cause {
      case .damaged, .newerSchema: true
      default: false
      }
    default: self is SnapshotNotWhole
    }
  }
}

/// Snapshots that were made anew.
struct RewriteResult: CommandResult {
  var repository: String
  var rewritten: [SnapshotRewriting.Outcome] = []
  /// Those that could not be, and why.
  var left: [(snapshot: SnapshotID, why: String)] = []
  var removed = SnapshotRemoval.Summary()
  /// What could not be read of whom snapshots hold: they may hold more people.
  var unread: [RepositoryFault] = []

  var schema: String { "snapshots-rewritten/1" }
  var exitCode: PipelineCore.ExitCode {
    left.isEmpty && removed.unread.isEmpty && unread.isEmpty ? .done : .failed
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("repository", repository)
    writer.key("rewritten")
    writer.array { writer in
      for outcome in rewritten {
        writer.object { writer in
          writer.member("old", outcome.old.text)
          writer.member("new", outcome.new.text)
          writer.member("erased", outcome.erased)
        }
      }
    }
    writer.key("left")
    writer.array { writer in
      for (snapshot, why) in left {
        writer.object { writer in
          writer.member("snapshot", snapshot.text)
          writer.member("why", why)
        }
      }
    }
    writer.key("removed")
    writer.object { writer in
      writer.member("snapshots", removed.snapshots)
      writer.member("files", removed.objects)
      writer.member("bytes", removed.bytes)
    }
    writer.key("unreadable")
    writer.array { writer in
      for fault in unread { writer.string(fault.path) }
    }
    writer.member("addedBytes", rewritten.reduce(0) { $0 + $1.addedBytes })
  }

  func show(on output: HumanOutput) {
    for outcome in rewritten {
      output.line("\(outcome.old) is \(outcome.new) now")
    }
    for (snapshot, why) in left { output.line("\(snapshot): \(why)") }
    output.note(
      rewritten.isEmpty && left.isEmpty
        ? unread.isEmpty ? "no snapshot holds them" : "no snapshot that can be read holds them"
        : "made \(Figures.count(rewritten.count, "snapshot", "snapshots")) anew, removed "
          + "\(Figures.count(removed.objects, "file", "files")) "
          + "(\(Figures.bytes(Int64(removed.bytes))))")
    if !removed.unread.isEmpty {
      output.messages.warning(
        "no files were removed, because not all of the repository can be read: "
          + "\(removed.unread[0].path); mend or remove that, then `levain backup prune`")
    }
  }
}
