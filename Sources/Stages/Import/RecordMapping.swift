import CommunityRules
import RecipeModel

/// What an import changes of the records that it stores, as it was asked to.
struct RecordMapping {
  private let tagRules: TagRules

  init(_ request: ImportRequest) {
    tagRules = request.tagRules
  }

  /// The record as it is stored, with a warning for each change that was made.
  func apply(to record: RecipeRecord) -> RecipeRecord {
    guard !tagRules.isEmpty else { return record }
    var record = record
    let outcome = tagRules.apply(to: record.tags)
    record.tags = outcome.names
    for (code, count) in [
      (RecordWarning.Code.tagSplit, outcome.split), (.tagRenamed, outcome.renamed),
      (.tagDropped, outcome.dropped), (.tagAdded, outcome.added),
    ] {
      record.warnings += Array(repeating: RecordWarning(code, field: "tags"), count: count)
    }
    return record
  }
}
