import ArgumentParser
import BackupRepository
import Foundation
import Store

/// Restores a backup.
struct BackupRestoreCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a store of a snapshot, or bring an archive into one.",
    discussion: """
      A snapshot of a repository becomes a new store (--store, which must not be there yet): the \
      same rows under the same ids. With --community or --recipe that part of it is brought into a \
      store that is there: what is missing comes in, and what is there stays as it is, or with --on-conflict \
      overwrite is replaced. An archive is brought into a store that is there: into an \
      empty one it gives back the same rows, restoring twice changes nothing, and what contradicts \
      the store goes into quarantine.

      A snapshot of one community makes a store of that community, whose members have no e-mail \
      addresses. Brought into the store that it is of, it leaves people as they are there. Where no \
      snapshot is named, the newest of the whole installation is taken.

      `levain index` and `levain rollup` rebuild what is derived. Users who were erased since come \
      back erased: those whom later snapshots of the repository know, or the store itself, and those \
      whom the store of --erasures-from knows.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "A repository, or an archive (a tar).", completion: .file())
  var path: String

  @OptionGroup var choice: SnapshotOptions
  @OptionGroup var secret: SecretOptions

  @Option(
    help: ArgumentHelp(
      "Another store, normally the live one, whose erasures are applied.", valueName: "store"))
  var erasuresFrom: String?

  @Flag(help: "Restore what can be read where parts of the snapshot are damaged.")
  var passOverDamage = false

  @OptionGroup var part: PartOptions

  func run(in session: CommandSession) throws -> OneOfSeveralResults {
    guard Repository.isRepository(at: path) else {
      guard choice.snapshot == nil, !passOverDamage, part.part == nil else {
        throw ValidationError("\(path) is no repository; an archive is restored as a whole.")
      }
      return OneOfSeveralResults(
        try session.atWorkbench(for: "restore", waiting: waiting.patience) { bench in
          try ArchiveWork(paths: [path], kind: .restore, erasuresFrom: erasuresFrom).run(at: bench)
        })
    }
    let repository = try session.openRepository(path, secret)
    if let part = part.part {
      let snapshot = try choice.resolve(of: part.community, in: repository)
      return OneOfSeveralResults(
        try session.atWorkbench(for: "restore", waiting: waiting.patience) { bench in
          try PartRestoreWork(
            repository: repository, snapshot: snapshot, part: part,
            policy: self.part.onConflict?.policy ?? .skip, isDryRun: self.part.dryRun,
            erasuresFrom: erasuresFrom, passesOverDamage: passOverDamage
          ).run(at: bench)
        })
    }
    return OneOfSeveralResults(
      try RestoreWork(
        repository: repository, snapshot: try choice.resolve(in: repository),
        erasuresFrom: erasuresFrom, passesOverDamage: passOverDamage, patience: waiting.patience
      ).run(in: session))
  }
}

/// Which part of a snapshot is brought into a store that is there.
struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only this community, into a store that is there: with its recipes, members, feed and views.",
      valueName: "slug"))
  var community: String?

  @Option(
    help: ArgumentHelp(
      "Only this recipe, into a store that is there: with all variants and shares made of it.",
      valueName: "id"))
  var recipe: String?

  @Option(
    help: ArgumentHelp(
      "What becomes of what is there and says something else (default: skip).",
      discussion: """
        skip leaves it as it is; overwrite replaces what recipes say, keeps their texts as \
        revisions and their pictures as deleted ones, but not their tags and imageUrl, and gives \
        deleted ones and deleted communities back; keep-both leaves it as it is and brings what recipes said in \
        beside it, as variants with ids of their own.
        """))
  var onConflict: ConflictChoice?

  @Flag(help: "Say what would come in, and change nothing.")
  var dryRun = false

  func validate() throws {
    guard community == nil || recipe == nil else {
      throw ValidationError("Give --community or --recipe, not both.")
    }
    guard part != nil || (!dryRun && onConflict == nil) else {
      throw ValidationError(
        "--dry-run and --on-conflict are for a part, of --community or --recipe.")
    }
  }

  var part: SnapshotPart? {
    community.map(SnapshotPart.community) ?? recipe.map(SnapshotPart.recipe)
  }
}

/// What becomes of what is there and says something else, as the command line takes it.
enum ConflictChoice: String, ExpressibleByArgument, CaseIterable {
  case skip, overwrite
  case keepBoth = "keep-both"

  var policy: ConflictPolicy {
    switch self {
    case .skip: .skip
    case .overwrite: .overwrite
    case .keepBoth: .keepBoth
    }
  }
}
