// The one door for what people change and see.
//
// In:  who acts (`ActingAs`), and one request: an operation each, one file each.
// Out: values ready to be shown; or `Refusal` (a rule), `UnknownReference`, `AmbiguousReference`
//      (what was named), `InvalidValue` (what was typed) or `StoreFault`, and then nothing changed.
// How: in one transaction the operation loads what is so, asks the rule in `CommunityRules`, stores
//      what it decided, and adds what the feed and the audit log say of it.
// Never here: who may do what (`CommunityRules` decides), SQL, printing. What archives bring goes
//      through `Import`, which asks here whether it may.

public import PipelineCore
public import RecipeModel
public import Store

/// What people and the operator do in one installation.
public struct CommunityActions: Sendable {
  let store: RecipeStore
  let surroundings: Surroundings
  let run: RunID?

  /// Takes the store to act on, and where moments and fresh ids come from.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - surroundings: The clock and the randomness.
  ///   - run: The run in which what is changed is changed; the audit log names it.
  public init(store: RecipeStore, surroundings: Surroundings, run: RunID? = nil) {
    self.store = store
    self.surroundings = surroundings
    self.run = run
  }

  /// Runs a request that changes nothing on one snapshot.
  func look<Result>(
    as acting: ActingAs, _ body: (Standings, Asker) throws -> Result
  ) throws -> Result {
    try store.read { (transaction) throws in
      let standings = Standings(transaction: transaction)
      return try body(standings, try standings.asker(acting))
    }
  }

  /// Runs a request that may change something in one transaction.
  func change<Result>(as acting: ActingAs, _ body: (Change) throws -> Result) throws -> Result {
    try store.write { (transaction) throws in
      let asker = try Standings(transaction: transaction).asker(acting)
      return try body(
        Change(
          transaction: transaction, asker: asker, now: surroundings.now(),
          story: Story(surroundings), run: run))
    }
  }
}
