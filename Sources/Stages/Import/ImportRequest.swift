import Archives
import CommunityRules
public import PipelineCore
import RecipeCoding
import RecipeFormats
public import RecipeModel
public import Store

/// What to import, into what, as whom; its options can be asked for as if they were its own.
@dynamicMemberLookup
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
  public var options: ImportOptions
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
    target: Target, importer: UserKey, paths: [String], options: ImportOptions = ImportOptions(),
    authors: [FoldedName: UserKey]? = nil, parent: RunKey? = nil
  ) {
    self.target = target
    self.importer = importer
    self.paths = paths
    self.options = options
    self.authors = authors
    self.parent = parent
  }

  public subscript<Option>(
    dynamicMember option: WritableKeyPath<ImportOptions, Option>
  ) -> Option {
    get { options[keyPath: option] }
    set { options[keyPath: option] = newValue }
  }

  /// The run of this import of the paths as they lie on disk now.
  public func runRequest() throws(ReadFault) -> RunRequest {
    runRequest(of: try paths.map { (path) throws(ReadFault) in try InputPath(path: path) })
  }

  /// The run of this import: the same work has the same fingerprint, so it can be gone on with.
  func runRequest(of inputs: [InputPath]) -> RunRequest {
    let parts =
      [
        "import", target.id, String(importer.value), options.format ?? "",
        options.sourceName ?? "",
      ] + options.tags + ["columns"] + options.columns.fingerprint + ["tags"]
      + options.tagRules.fingerprint + ["authors"] + authorFingerprint
      + ["duplicates", options.duplicates.rawValue, options.nearDuplicates.rawValue]
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
