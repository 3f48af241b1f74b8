public import PipelineCore
public import RecipeModel

/// A cursor that can tell a record by its digest before it takes the record apart.
///
/// A digest of a record's own bytes stands for exactly one record and nothing beside it.
public protocol SkimmingCursor: RecordCursor {
  /// Passes over the next record, if its bytes are all that is needed to know it.
  ///
  /// - Parameter isKnown: Whether a record with this digest need not be read.
  /// - Returns: Where the record stands; nil when what comes next has to be read, or is the end.
  /// - Throws: As `next` does.
  func pass(_ isKnown: (Digest) -> Bool) throws(ReadFault) -> SourceLocation?
}
