public import BackupRepository
public import PipelineCore

/// Removes the snapshots that no rule keeps, and then what no snapshot needs any more.
///
/// Those of each installation, profile and scope are decided on apart; what is not decided on stays.
/// Nothing is removed before what
/// stays is proved: the shards of every snapshot are there with their sizes, and the newest good one
/// of each group was read completely. What is damaged takes no other one's place and stays until its
/// removal is asked for. Whenever the run ends, each snapshot that is there has all it had.
public struct RepositoryPruning: Sendable {
  public var repository: Repository
  public var policy: RetentionPolicy
  /// Among which snapshots the policy decides.
  public var among: SnapshotsToPrune
  /// Whether nothing is removed, and only said what would be.
  public var isDry: Bool
  /// Whether damaged snapshots go where there is a good one.
  public var removesDamaged: Bool
  public var holder: String
  public var observer: Observer

  public init(
    repository: Repository, policy: RetentionPolicy, among: SnapshotsToPrune = .all,
    isDry: Bool = false, removesDamaged: Bool = false, holder: String,
    observer: Observer = Observer()
  ) {
    self.repository = repository
    self.policy = policy
    self.among = among
    self.isDry = isDry
    self.removesDamaged = removesDamaged
    self.holder = holder
    self.observer = observer
  }

  /// Why a snapshot stays.
  public enum Reason: Sendable, Hashable {
    /// A rule of the policy keeps it.
    case rule(RetentionReason)
    /// Something of it is damaged, and nobody has asked for its removal.
    case damaged
    /// What it needs cannot be read.
    case unreadable
    /// It is none of those that were to be decided on.
    case notAsked
  }

  /// What becomes of a snapshot.
  public struct Decision: Sendable, Equatable {
    public var id: SnapshotID
    /// What it says of itself; nil where that cannot be read.
    public var manifest: SnapshotManifest?
    /// Why it stays; none where it goes.
    public var reasons: [Reason]
    /// What is wrong with it.
    public var findings: [RepositoryVerification.Finding]

    public var isKept: Bool { !reasons.isEmpty }
  }

  /// Files of one kind that go.
  public struct Count: Sendable, Equatable {
    public var files = 0
    public var bytes = 0

    mutating func add(_ bytes: Int) {
      files += 1
      self.bytes += bytes
    }
  }

  public struct Summary: Sendable, Equatable {
    /// The newest first.
    public var decisions: [Decision] = []
    public var shards = Count()
    public var images = Count()
    /// What killed runs left behind.
    public var leftovers = Count()
    /// Whether shards and images stay that nothing may need, since nobody knows what a snapshot needs.
    public var keepsShards = false
    public var keepsImages = false

    /// Whether nothing that stays is known to be damaged.
    public var isSound: Bool {
      decisions.allSatisfy { !$0.isKept || $0.findings.isEmpty }
    }

    /// Whether something stays that would go if the removal of what is damaged were asked for.
    public var holdsRemovable: Bool { decisions.contains { $0.reasons.contains(.damaged) } }
  }

  /// Decides, proves and removes.
  ///
  /// - Returns: What stayed and why, and what went; of a dry run, what would have.
  /// - Throws: A `RepositoryFault`, `locked` where somebody uses the repository; `Interrupted`.
  public func run() throws -> Summary {
    if isDry {
      // Nobody adds or removes meanwhile, and those who read go on.
      let lock = try repository.lock(.adding, holder: holder)
      defer { lock.release() }
      return try plan().summary
    }
    let session = try repository.beginRemoving(holder: holder)
    defer { session.end() }
    let plan = try plan()
    try remove(plan, session)
    return plan.summary
  }

  // MARK: - Planning

  private struct Plan {
    var summary: Summary
    var objects: [ObjectName] = []
    var leftovers: [RepositoryContents.Leftover] = []
  }

  private func plan() throws -> Plan {
    var choice = SnapshotChoice(policy: policy, among: among, removesDamaged: removesDamaged)
    for id in try repository.snapshots() { try choice.add(id, in: repository) }
    // One that is not what it says takes no other one's place: the next one is proved then.
    while let id = choice.nextToProve() {
      let verification = RepositoryVerification(
        repository: repository, snapshots: [id], holder: holder, observer: observer)
      choice.note(try verification.prove().findings, of: id)
    }
    var plan = Plan(summary: Summary(decisions: choice.decisions()))
    let kept = plan.summary.decisions.filter(\.isKept)
    plan.summary.keepsShards = kept.contains { $0.manifest == nil }
    try choose(&plan, neededBy: kept.compactMap(\.manifest))
    return plan
  }

  /// Looks for the files that none of the snapshots needs.
  private func choose(_ plan: inout Plan, neededBy manifests: [SnapshotManifest]) throws {
    let contents = try repository.contents()
    plan.leftovers = contents.leftovers
    for leftover in contents.leftovers { plan.summary.leftovers.add(leftover.bytes) }
    var needed = Set(
      manifests.flatMap(\.shards).map { repository.name(of: $0.object.digest, .shard) })
    plan.summary.keepsImages = plan.summary.keepsShards
    if !plan.summary.keepsShards, contents.objects.contains(where: { $0.name.kind == .image }) {
      let images = try NamedImages(of: manifests, in: repository, observer: observer)
      plan.summary.keepsImages = !images.unread.isEmpty
      for digest in images.bytes.keys { needed.insert(repository.name(of: digest, .image)) }
    }
    for object in contents.objects where !needed.contains(object.name) {
      switch object.name.kind {
      case .shard where plan.summary.keepsShards, .image where plan.summary.keepsImages: continue
      case .shard: plan.summary.shards.add(object.bytes)
      case .image: plan.summary.images.add(object.bytes)
      }
      plan.objects.append(object.name)
    }
  }

  // MARK: - Removing

  /// Manifests first: until they are gone for good, what they name stays.
  private func remove(_ plan: Plan, _ session: RemovingSession) throws {
    var removed = 0
    func step(_ body: () throws -> Void) throws {
      if observer.shouldStop() { throw Interrupted() }
      try body()
      removed += 1
      observer.progress(Progress(activity: "pruning", records: removed))
    }
    for decision in plan.summary.decisions where !decision.isKept {
      try step { try session.remove(decision.id) }
    }
    for object in plan.objects { try step { try session.remove(object) } }
    for leftover in plan.leftovers { try step { try session.remove(leftover) } }
  }
}
