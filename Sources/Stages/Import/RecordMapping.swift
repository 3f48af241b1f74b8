import CommunityRules
import RecipeModel
import Store

/// What an import changes of the records that it stores, as it was asked to.
struct RecordMapping {
  private let tagRules: TagRules
  private let authors: [FoldedName: UserKey]
  private let importer: UserKey
  /// Nil when nobody asked who the authors are.
  private(set) var census: AuthorCensus?

  init(_ request: ImportRequest) {
    tagRules = request.tagRules
    authors = request.authors ?? [:]
    importer = request.importer
    census = request.authors.map { _ in AuthorCensus() }
  }

  /// Counts the author of a record; of those that an earlier attempt stored, too.
  mutating func count(_ record: RecipeRecord) {
    let isMapped = user(of: record) != nil
    census?.add(record.body.credit.author, isMapped: isMapped)
  }

  /// Who is the creator of what becomes of the record (R8).
  func creator(of record: RecipeRecord) -> UserKey { user(of: record) ?? importer }

  private func user(of record: RecipeRecord) -> UserKey? {
    guard !authors.isEmpty, let author = record.body.credit.author else { return nil }
    return authors[FoldedName(author)]
  }

  /// The record as it is stored, with a warning for each change that was made.
  func apply(to record: consuming RecipeRecord) -> RecipeRecord {
    guard !tagRules.isEmpty else { return record }
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
