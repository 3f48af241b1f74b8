public import PipelineCore
public import RecipeFormats
public import RecipeModel

/// What archives hold, as far as it can be known without taking anything out of them.
///
/// Its size does not grow with the archives: of everything that may be many, the first are listed
/// and all are counted.
public struct Inspection: Sendable, Equatable {
  /// A content that a reader was found for.
  public struct Content: Sendable, Equatable {
    public var location: SourceLocation
    /// The name of the format.
    public var format: String
    /// How sure the reader is, and why; nil when the format was given.
    public var recognition: Recognition?
    public var recipes = 0
    public var rejected = 0
  }

  /// Contents in the order of the archives, the first `listedContents` of them.
  public internal(set) var contents: [Content] = []
  public internal(set) var contentCount = 0
  /// What the recipes of each format hold, in the order in which the formats were met.
  public internal(set) var formats: [FormatFindings] = []
  /// The first of what cannot be read, without its bytes.
  public internal(set) var rejections: [Rejection] = []
  public internal(set) var rejectionCounts: [Rejection.Code: Int] = [:]
  /// What holds no recipes.
  public internal(set) var leftOut = LeftOut()
  /// Whether a reader found records in a content, good or bad.
  public internal(set) var foundRecords = false
  /// The first file, container or content that could not be read.
  public internal(set) var firstFault: ReadFault?

  /// How many contents are listed one by one.
  public static let listedContents = 1000
  /// How many rejections are listed one by one.
  public static let listedRejections = 20

  public var recipes: Int { formats.reduce(0) { $0 + $1.recipes } }
  public var rejected: Int { rejectionCounts.values.reduce(0, +) }

  mutating func add(_ rejection: Rejection) {
    rejectionCounts[rejection.code, default: 0] += 1
    guard rejections.count < Inspection.listedRejections else { return }
    rejections.append(Rejection(rejection.code, rejection.message, at: rejection.location))
  }
}

/// What was found in the recipes of one format.
public struct FormatFindings: Sendable, Equatable {
  /// The name of the format.
  public let format: String
  public private(set) var contents = 0
  public private(set) var recipes = 0
  public private(set) var rejected = 0
  /// How many recipes say something in each field.
  public private(set) var fields: [RecordField: Int] = [:]
  /// How many pictures there are of each kind.
  public private(set) var pictures: [PictureKind: Int] = [:]
  /// How many recipes carry each warning: what was lost or guessed.
  public private(set) var warnings: [RecordWarning: Int] = [:]
  /// How many recipes hold each member that the model has no field for, by its name.
  public private(set) var extras: [String: Int] = [:]
  /// How many members had names beyond `listedExtras`.
  public private(set) var unlistedExtras = 0
  /// The first titles.
  public private(set) var samples: [String] = []

  /// How many titles are kept.
  public static let sampleCount = 5
  /// How many names of members are told apart; a hostile archive may have any number.
  public static let listedExtras = 1000

  init(format: String) {
    self.format = format
  }

  /// Counts what was left out beside the recipes.
  mutating func add(_ warning: RecordWarning, count: Int) { warnings[warning, default: 0] += count }

  mutating func addContent() { contents += 1 }

  mutating func addRejection() { rejected += 1 }

  mutating func add(_ record: RecipeRecord) {
    recipes += 1
    if samples.count < FormatFindings.sampleCount { samples.append(record.body.title) }
    for field in RecordField.allCases where record.holds(field) { fields[field, default: 0] += 1 }
    for warning in record.warnings { warnings[warning, default: 0] += 1 }
    for image in record.images where image.isStated {
      pictures[PictureKind(of: image), default: 0] += 1
    }
    for name in Set(record.extras.map(\.name)) {
      if extras[name] != nil || extras.count < FormatFindings.listedExtras {
        extras[name, default: 0] += 1
      } else {
        unlistedExtras += 1
      }
    }
  }
}

/// Where the bytes of a picture are.
public enum PictureKind: String, Sendable, CaseIterable {
  /// In the record itself.
  case embedded
  /// Beside the record in the same archive.
  case member
  /// On the web, where nothing fetches them.
  case remote

  public init(of image: RecordImage) {
    switch image {
    case .embedded: self = .embedded
    case .member, .sidecar: self = .member
    case .remote: self = .remote
    }
  }
}
