public import Archives
import ArchiveRecords
import CommunityArchive
import Indexes
public import PipelineCore
import RecipeCoding
import RecipeModel
public import Store

/// Brings community archives into a store: backups, and archives of other origin.
///
/// All paths are taken together, in one transaction: their records may name each other in any
/// order, and a fault or a kill leaves the store as it was. What is there already with equal
/// content is unchanged, so that a second import changes nothing; what contradicts it, a rule or
/// itself is refused and counted. Derived indexes are left to their stages.
public struct CommunityArchiveImport {
  public var store: RecipeStore
  /// The run that imported provenance and quarantine will name.
  public var run: RunKey
  public var limits: ArchiveLimits
  public var observer: Observer

  public init(
    store: RecipeStore, run: RunKey, limits: ArchiveLimits = ArchiveLimits(),
    observer: Observer = Observer()
  ) {
    self.store = store
    self.run = run
    self.limits = limits
    self.observer = observer
  }

  /// What became of the archives.
  public struct Outcome: Sendable, Equatable {
    /// By archive and member, in the order read; each adds up.
    public var accounts: [IntakeAccount]
    /// How many recipes lost their origin, because it is nowhere; they are roots now.
    public var missingOrigins: Int
    /// What lies in the paths and is no part of a community archive.
    public var ignored: [SourceLocation]

    /// All accounts together.
    public var total: Account {
      accounts.reduce(into: Account()) { $0 += $1.account }
    }
  }

  /// Imports what lies at the paths: tars, gzips, zips, folders and plain files, as they come.
  ///
  /// - Parameters:
  ///   - paths: The archives; at least one must hold a part of a community archive.
  ///   - rejected: Called outside of any transaction, after the import is stored, with a hundred
  ///     refused records at most, in the order they were read, until there are no more.
  /// - Returns: What became of every record.
  /// - Throws: A fault, before anything is stored, if an archive cannot be read to its end or is
  ///   not what its manifest says.
  public func run(
    paths: [String], rejected: ([Rejection]) throws -> Void = { _ in }
  ) throws -> Outcome {
    let outcome = try store.write { (transaction) throws in
      let intake = try ArchiveIntake(transaction, run: run)
      var staging = ArchiveStaging(intake: intake, observer: observer)
      try staging.read(paths, limits: limits)
      try intake.settle(findCycles: Forest.cycles(among:))
      try OperationPlay(transaction: transaction, observer: observer).play(intake)
      try IntakeViews(intake: intake).store()
      try storeImages(paths, intake)
      let outcome = Outcome(
        accounts: try intake.accounts(), missingOrigins: intake.missingOrigins,
        ignored: staging.ignored)
      precondition(outcome.accounts.allSatisfy(\.account.addsUp), "every record has one outcome")
      return outcome
    }
    try IntakeRejections.each(
      read: { page in try store.read { (transaction) throws in try page(transaction) } }, rejected)
    try store.write { (transaction) throws(StoreFault) in try transaction.forgetIntake() }
    return outcome
  }

  /// A second pass over the archives, for the files that stored images ask for.
  private func storeImages(_ paths: [String], _ intake: ArchiveIntake) throws {
    var walker = ArchiveWalker(paths: paths, limits: limits)
    while let item = try walker.next() {
      guard case .member(let member) = item,
        let digest = ArchiveFormat.imageDigest(ofMember: member.name),
        try intake.wantsImageFile(digest), store.images.read(digest) == nil
      else { continue }
      let bytes = try member.readAll(limit: Int64(ArchiveFormat.maximumImageBytes))
      guard Digest.sha256(bytes) == digest else {
        throw ReadFault(
          .corrupt(detail: "the image is not what its name says"), at: member.location)
      }
      try store.images.store(bytes, digest: digest)
    }
  }
}

extension Forest {
  /// The recipes that would be their own ancestors, by their numbers in an intake.
  static func cycles(among edges: [IntakeEdge]) -> [[Int64]] {
    let children = edges.map { Forest.Edge(node: $0.recipe, parent: $0.origin) }
    let named = Set(edges.map(\.recipe))
    let roots = Set(edges.map(\.origin)).subtracting(named)
    return Forest(children + roots.map { Forest.Edge(node: $0, parent: nil) }).cycles.map(\.path)
  }
}
