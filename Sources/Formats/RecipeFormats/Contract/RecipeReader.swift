public import PipelineCore
public import RecipeModel

/// One thing that a reader found.
public enum ReadElement: Sendable, Equatable {
  case record(RecipeRecord, at: SourceLocation)
  case rejected(Rejection)
  /// Things beside the recipes that have no place here, such as meal plans: what, and how many.
  case leftOut(RecordWarning, count: Int)
}

/// A pass over the records of one content.
///
/// A cursor belongs to one task.
public protocol RecordCursor: AnyObject {
  /// Gives the next record or rejection in the order of the source; nil at the end.
  ///
  /// A record that is bad is an element; the pass goes on. A fault means that nothing more can
  /// be found: it comes after everything before it, and nil follows.
  func next() throws(ReadFault) -> ReadElement?
}

/// What a reader takes at most.
///
/// Texts and structure cost several times their size in memory, pictures little more than theirs.
/// So what is written into a record in Base64 has a limit of its own: photographs of telephones
/// have up to 12 MB, of which seven fit.
public struct ReaderLimits: Sendable, Equatable {
  /// The size of one record in bytes without the pictures that are written into it; a larger one is
  /// rejected, and reading goes on.
  public var maximumRecordBytes: Int
  /// The size of one record with its pictures.
  public var maximumTotalBytes: Int
  /// How deep elements of XML may nest; JSON nests to 1,024.
  public var maximumDepth: Int
  /// The size of one XML tag with its attributes, in bytes.
  public var maximumTagBytes: Int

  public init(
    maximumRecordBytes: Int = 16 << 20, maximumTotalBytes: Int = 128 << 20,
    maximumDepth: Int = 256, maximumTagBytes: Int = 64 << 10
  ) {
    self.maximumRecordBytes = maximumRecordBytes
    self.maximumTotalBytes = max(maximumTotalBytes, maximumRecordBytes)
    self.maximumDepth = maximumDepth
    self.maximumTagBytes = maximumTagBytes
  }
}

extension ReaderLimits {
  /// What is told of a record of text that is too large.
  func exceeded(by kind: String = "record") -> String {
    "the \(kind) holds more than \(ReaderLimits.size(maximumRecordBytes)): shorten or divide it"
  }

  /// What is told of a record that is too large and could hold pictures.
  var exceededWithPictures: String {
    """
    the record holds more than \(ReaderLimits.size(maximumRecordBytes)) of text or \
    \(ReaderLimits.size(maximumTotalBytes)) with its pictures: make the pictures smaller, or take \
    some out, and import it again
    """
  }

  private static func size(_ bytes: Int) -> String {
    bytes > 0 && bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}

/// Reads one recipe format.
public protocol RecipeReader: Sendable {
  static var format: FormatDescription { get }
  /// Rises whenever the same bytes give another record; stored with every digest.
  static var version: Int { get }
  /// Says whether the content looks like this format; nil when it does not.
  static func recognize(_ sample: ContentSample) -> Recognition?
  /// Starts a pass over a content; `location` is where the content lies.
  static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) throws(ReadFault) -> any RecordCursor
}
