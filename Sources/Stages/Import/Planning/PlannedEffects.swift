import RecipeCoding
import Store

/// What the records before would have changed of the target, as far as later ones are decided by it.
///
/// That is how many living recipes of the target say what; records of one run have different ids, so
/// no record meets the recipe of another. It holds 64 bits of a digest and a number for each content
/// that would come or go, so that a plan of millions needs tens of megabytes.
struct PlannedEffects {
  /// By how many living recipes of the target more or fewer say a content.
  private var differences: [UInt64: Int32] = [:]

  /// Nothing planned: the store is as later records meet it.
  static let none = PlannedEffects()

  /// By how many living recipes of the target more say a content than the store has; negative for
  /// fewer.
  func difference(of contentDigest: [UInt8]) -> Int {
    guard !differences.isEmpty else { return 0 }
    return Int(differences[contentDigest.first64Bits] ?? 0)
  }

  mutating func add(
    _ decision: RecordDecision, on record: ReadyRecord, in transaction: ReadTransaction
  ) throws(StoreFault) {
    switch decision {
    case .insert, .propose(_, isOrphaned: true): comes(record.body.contentDigest)
    case .update(let recipe):
      goes(try transaction.contentDigest(of: recipe.body))
      comes(record.body.contentDigest)
    case .reread(let recipe, let rereading):
      guard let body = rereading.body else { return }
      goes(try transaction.contentDigest(of: recipe.body))
      comes(body.contentDigest)
    case .rememberReader, .skip, .unchanged, .takeOver, .propose, .quarantine: break
    }
  }

  private mutating func comes(_ contentDigest: [UInt8]) {
    differences[contentDigest.first64Bits, default: 0] += 1
  }

  private mutating func goes(_ contentDigest: [UInt8]) {
    differences[contentDigest.first64Bits, default: 0] -= 1
  }
}
