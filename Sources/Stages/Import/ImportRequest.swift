import Archives
import PipelineCore
import RecipeCoding
import RecipeFormats
import RecipeModel
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
  /// The creator of what is imported.
  public var importer: UserKey
  /// Files and folders, in this order.
  public var paths: [String]
  /// The reader to use whatever the content looks like; nil to detect it.
  public var format: String?
  /// Keeps equal ids of two sources apart; nil for the name of the format.
  public var sourceName: String?
  /// Tags that every recipe gets besides its own.
  public var tags: [String]
  public var duplicates: DuplicateHandling
  public var nearDuplicates: NearDuplicateHandling
  /// The run of the pipeline that this import is a stage of.
  public var parent: RunKey?

  public init(
    target: Target, importer: UserKey, paths: [String], format: String? = nil,
    sourceName: String? = nil, tags: [String] = [],
    duplicates: DuplicateHandling = .skip, nearDuplicates: NearDuplicateHandling = .ignore,
    parent: RunKey? = nil
  ) {
    self.target = target
    self.importer = importer
    self.paths = paths
    self.format = format
    self.sourceName = sourceName
    self.tags = tags
    self.duplicates = duplicates
    self.nearDuplicates = nearDuplicates
    self.parent = parent
  }

  /// The run of this import: the same work has the same fingerprint, so it can be gone on with.
  func runRequest(of inputs: [InputPath]) -> RunRequest {
    let parts =
      ["import", target.id, String(importer.value), format ?? "", sourceName ?? ""] + tags
      + ["duplicates", duplicates.rawValue, nearDuplicates.rawValue]
      + inputs.flatMap(\.fingerprint)
    let digest = Digest.sha256(parts.flatMap { Array($0.utf8) + [0] })
    return RunRequest(
      kind: .import, fingerprint: digest,
      label: "\(paths.joined(separator: ", ")) into \(target.label)", parent: parent)
  }
}
