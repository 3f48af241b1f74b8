import BackupRepository
import RecipeModel

/// Which of the snapshots of a repository stay, as far as is known of each.
struct SnapshotChoice {
  let policy: RetentionPolicy
  let among: SnapshotsToPrune
  let removesDamaged: Bool
  private var entries: [Entry] = []
  private var proved: Set<SnapshotID> = []

  private struct Entry {
    var id: SnapshotID
    var manifest: SnapshotManifest?
    var findings: [RepositoryVerification.Finding] = []
    /// Whether its manifest is no more than damaged bytes; one of a newer version is not.
    var isWaste = false

    var isGood: Bool { manifest != nil && findings.isEmpty }
  }

  /// Among which snapshots one takes another's place.
  private struct Group: Hashable {
    var installationID: String
    var profile: String
    var scope: String?

    init(_ manifest: SnapshotManifest) {
      installationID = manifest.store.installationID
      profile = manifest.profile
      scope = manifest.scope
    }
  }

  init(policy: RetentionPolicy, among: SnapshotsToPrune, removesDamaged: Bool) {
    self.policy = policy
    self.among = among
    self.removesDamaged = removesDamaged
  }

  /// Takes a snapshot up, and looks whether its shards are there.
  mutating func add(_ id: SnapshotID, in repository: Repository) throws(RepositoryFault) {
    do throws(RepositoryFault) {
      let manifest = try repository.manifest(id)
      let findings = Set(manifest.shards.map(\.object)).compactMap(repository.presence)
        .map { RepositoryVerification.Finding(path: $0.path, what: $0.what) }
      entries.append(
        Entry(id: id, manifest: manifest, findings: findings.sorted { $0.path < $1.path }))
    } catch {
      guard error.isAboutOneFile else { throw error }
      entries.append(
        Entry(
          id: id, manifest: nil,
          findings: [RepositoryVerification.Finding(path: error.path, what: error.what)],
          isWaste: error.isWaste))
    }
  }

  /// The newest good snapshot of a group that is decided on, where nobody has read it yet.
  func nextToProve() -> SnapshotID? {
    groups().filter(isAsked).lazy.compactMap { group in
      entries.filter { $0.isGood && group.contains($0.id) }.map(\.id).max()
    }.first { !proved.contains($0) }
  }

  /// Notes what the reading of a snapshot has found.
  mutating func note(_ findings: [RepositoryVerification.Finding], of id: SnapshotID) {
    proved.insert(id)
    for index in entries.indices where entries[index].id == id {
      entries[index].findings = findings
    }
  }

  private func groups() -> [Set<SnapshotID>] {
    var groups: [Group: Set<SnapshotID>] = [:]
    for entry in entries {
      if let manifest = entry.manifest { groups[Group(manifest), default: []].insert(entry.id) }
    }
    return groups.values.sorted { ($0.min()?.text ?? "") < ($1.min()?.text ?? "") }
  }

  private func isAsked(_ group: Set<SnapshotID>) -> Bool {
    entries.contains { entry in
      group.contains(entry.id) && entry.manifest.map(among.holds) ?? false
    }
  }

  /// What becomes of each, the newest first.
  func decisions() -> [RepositoryPruning.Decision] {
    var reasons: [SnapshotID: [RepositoryPruning.Reason]] = [:]
    for group in groups() {
      let members = entries.filter { group.contains($0.id) }
      guard isAsked(group) else {
        for member in members { reasons[member.id] = [.notAsked] }
        continue
      }
      let decided = policy.decide(
        members.compactMap { member in
          member.manifest.map { manifest in
            RetentionCandidate(
              id: member.id, createdAt: manifest.createdAt, isGood: member.isGood)
          }
        })
      for decision in decided { reasons[decision.id] = decision.reasons.map { .rule($0) } }
      let hasGood = members.contains(where: \.isGood)
      for member in members where !member.isGood {
        reasons[member.id] =
          !hasGood ? [.rule(.noneIsGood)] : removesDamaged ? [] : [.damaged]
      }
    }
    // Of which group it is, nobody knows: it may go where each has a good one.
    let groups = groups()
    let eachHasGood = groups.allSatisfy { group in
      entries.contains { $0.isGood && group.contains($0.id) }
    }
    let mayGo = among == .all && !groups.isEmpty && eachHasGood
    for entry in entries where entry.manifest == nil {
      reasons[entry.id] =
        !entry.isWaste || !mayGo ? [.unreadable] : removesDamaged ? [] : [.damaged, .unreadable]
    }
    return entries.reversed().map { entry in
      RepositoryPruning.Decision(
        id: entry.id, manifest: entry.manifest, reasons: reasons[entry.id] ?? [.unreadable],
        findings: entry.findings)
    }
  }
}

extension RepositoryFault {
  /// Whether a file that says so will never be read: neither a newer version of the tool nor a better
  /// disk would help.
  fileprivate var isWaste: Bool {
    switch cause {
    case .damaged, .tampered: true
    default: false
    }
  }
}
