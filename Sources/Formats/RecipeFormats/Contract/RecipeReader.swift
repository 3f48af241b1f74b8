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
public struct ReaderLimits: Sendable, Equatable {
  /// The size of one record in bytes; a larger one is rejected, and reading goes on.
  public var maximumRecordBytes: Int
  /// How deep elements of XML may nest; JSON nests to 1,024.
  public var maximumDepth: Int
  /// The size of one XML tag with its attributes, in bytes.
  public var maximumTagBytes: Int

  public init(
    maximumRecordBytes: Int = 16 << 20, maximumDepth: Int = 256, maximumTagBytes: Int = 64 << 10
  ) {
    self.maximumRecordBytes = maximumRecordBytes
    self.maximumDepth = maximumDepth
    self.maximumTagBytes = maximumTagBytes
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
