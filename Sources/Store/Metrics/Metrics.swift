// The read side: what somebody may know about recipes, in one snapshot of the store.
//
// In:  a `Reach`, decided by `CommunityRules`, and a question: the lineage of a recipe, its
//      variants, tags, a search.
// Out: values that hold only what is within the reach (R7, R19), each saying whether it comes from
//      an index or, while that is not caught up, from the base tables; and their written forms.
// Never here: changes, SQL, printing.

public import CommunityRules
public import Store

/// A snapshot of the store as one reader sees it; valid inside the closure of `RecipeStore.read`.
public struct ReaderView {
  let transaction: ReadTransaction
  let keys: ReaderKeys

  /// Looks at the snapshot with the reach of somebody.
  public init(_ reach: Reach, in transaction: ReadTransaction) throws(StoreFault) {
    self.transaction = transaction
    switch reach {
    case .installation:
      keys = try transaction.operatorKeys()
    case .person(let user, let communities):
      keys = try transaction.readerKeys(of: user, communities: communities)
    }
  }
}

/// Where an answer comes from; the answer is the same.
public enum AnswerSource: String, Sendable {
  case index
  /// The index was not caught up, so the base tables were asked.
  case baseTables = "base_tables"
}
