import Archives
public import CommunityRules
public import PipelineCore
import RecipeCoding
public import RecipeFormats
public import RecipeModel
public import Store

/// What to import, into what, as whom.
public struct ImportRequest: Sendable {
  /// Where the recipes go, after the rules allowed it.
  public struct Target: Sendable {
    public var place: ImportPlace
    /// The public id of the community, or of the catalogue's owner.
    public var id: String
    /// How people call it: a slug, or `the catalogue of` somebody.
    public var label: String

    public init(place: ImportPlace, id: String, label: String) {
      self.place = place
      self.id = id
      self.label = label
    }
  }

  public var target: Target
  /// The creator of what is imported, unless its author is mapped to another user.
  public var importer: UserKey
  /// The users who authors are that archives name, after the rules allowed it (R8); nil when nobody
  /// asked who they are.
  public var authors: [FoldedName: UserKey]?
  /// Files and folders, in this order.
  public var paths: [String]
  /// The reader to use whatever the content looks like; nil to detect it.
  public var format: String?
  /// What the columns of tables hold, where that is not left to their names.
  public var columns: StatedColumns
  /// Keeps equal ids of two sources apart; nil for the name of the format.
  public var sourceName: String?
  /// What becomes of the tags that archives bring.
  public var tagRules: TagRules
  /// Tags that every recipe gets besides its own, whatever the rules say.
  public var tags: [String]
  /// Whether texts can be searched at once; otherwise once the stage of full text has run.
  public var indexesText = true
  public var duplicates: DuplicateHandling
  public var nearDuplicates: NearDuplicateHandling
  /// Whether recipes are deleted that the same source gave earlier and gives no more.
  public var isMirror = false
  /// How much may be beyond reading; nil for any number.
  ///
  /// Not what is imported: a run may be gone on with under another limit.
  public var errorLimit: ErrorLimit?
  /// What a plan said that the import would account for, by archive and member; nil without a plan.
  public var plannedAccounts: [MemberAccount]?
  /// How many missing recipes a plan said that the mirror would give which fate; nil without a plan.
  public var plannedFates: [MissingRecipes.Fate: Int]?
  /// What somebody mended, to be read in the place of what was put into quarantine; by what makes
  /// that the same when it is met again.
  public var mended: [Digest: [UInt8]] = [:]
  /// The run of the pipeline that this import is a stage of.
  public var parent: RunKey?

  public init(
    target: Target, importer: UserKey, paths: [String], format: String? = nil,
    columns: StatedColumns = .none, sourceName: String? = nil, tagRules: TagRules = .none,
    authors: [FoldedName: UserKey]? = nil, tags: [String] = [],
    duplicates: DuplicateHandling = .skip, nearDuplicates: NearDuplicateHandling = .ignore,
    parent: RunKey? = nil
  ) {
    self.target = target
    self.importer = importer
    self.authors = authors
    self.paths = paths
    self.format = format
    self.columns = columns
    self.sourceName = sourceName
    self.tagRules = tagRules
    self.tags = tags
    self.duplicates = duplicates
    self.nearDuplicates = nearDuplicates
    self.parent = parent
  }

  /// The run of this import of the paths as they lie on disk now.
  public func runRequest() throws(ReadFault) -> RunRequest {
    runRequest(of: try paths.map { (path) throws(ReadFault) in try InputPath(path: path) })
  }

  /// The run of this import: the same work has the same fingerprint, so it can be gone on with.
  func runRequest(of inputs: [InputPath]) -> RunRequest {
    let parts =
      ["import", target.id, String(importer.value), format ?? "", sourceName ?? ""] + tags
      + ["columns"] + columns.fingerprint + ["tags"] + tagRules.fingerprint + ["authors"]
      + authorFingerprint + ["duplicates", duplicates.rawValue, nearDuplicates.rawValue]
      + (isMirror ? ["mirror"] : []) + ["inputs"]
      + inputs.flatMap(\.fingerprint)
      + mended.sorted { $0.key.hex < $1.key.hex }.flatMap {
        ["mended", $0.key.hex, Digest.sha256($0.value).hex]
      }
    let digest = Digest.sha256(parts.flatMap { Array($0.utf8) + [0] })
    return RunRequest(
      kind: .import, fingerprint: digest,
      label: "\(paths.joined(separator: ", ")) into \(target.label)", parent: parent)
  }

  /// What is kept of it with its run.
  var stored: StoredImportRequest {
    let community: CommunityKey? = if case .community(let key) = target.place { key } else { nil }
    return StoredImportRequest(
      importer: importer, community: community, settings: RepeatableImport(of: self).json)
  }

  /// What is to be read in the place of a record that cannot be; nil for most.
  func mended(_ rejection: Rejection) -> [UInt8]? {
    mended.isEmpty ? nil : mended[rejection.fingerprint(within: target.id)]
  }

  /// Whether an archive is one of the files asked for, or lies in one of the folders.
  func reads(_ archive: String) -> Bool {
    paths.contains { archive == $0 || archive.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
  }

  private var authorFingerprint: [String] {
    (authors ?? [:]).sorted { $0.key < $1.key }.flatMap { [$0.key.text, String($0.value.value)] }
  }
}
