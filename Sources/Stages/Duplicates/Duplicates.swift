// The stage that finds recipes that say nearly the same.
//
// In:  recipe bodies whose number is above the index's watermark. Bodies never change, and their
//      numbers are never used again, so following the numbers is enough.
// Out: a signature for each body, and the pairs of bodies that are near-duplicates; the watermark.
// Never here: recipes, and who may see them. A pair of bodies says nothing of who has them; what is
//      listed are two living recipes of one community or catalogue (`Communities`).

import Indexes
import JSONText
public import PipelineCore
public import Store

/// Finds near-duplicates among recipe bodies.
public enum DuplicateStage {
  struct Limits {
    /// How many bodies are signed in one transaction.
    var signed = 4_000
    /// How many pairs are compared in one transaction.
    var compared = 20_000
    /// The features of how many bodies are kept at a time, of about a kilobyte each.
    var kept = 60_000
  }

  /// Follows the body numbers; with `rebuilding`, from nothing.
  ///
  /// Each batch is one transaction, which also moves the watermark. Throws `StoreFault` or
  /// `Interrupted`; what was committed before stays.
  @discardableResult
  public static func run(
    on store: RecipeStore, rebuilding: Bool = false, observer: Observer = Observer()
  ) throws -> DuplicateReport {
    try run(on: store, rebuilding: rebuilding, limits: Limits(), observer: observer)
  }

  static func run(
    on store: RecipeStore, rebuilding: Bool, limits: Limits, observer: Observer = Observer()
  ) throws -> DuplicateReport {
    if rebuilding {
      try store.write { (transaction) throws(StoreFault) in try transaction.removeSignatures() }
    }
    var report = DuplicateReport()
    let (watermark, last) = try store.read { (transaction) throws(StoreFault) in
      (BodyKey(try transaction.watermark(of: .duplicates)), try transaction.lastBody())
    }
    guard watermark < last else { return report }
    try sign(upTo: last, in: store, limits: limits, observer: observer, report: &report)
    let candidates = try Candidates(after: watermark, in: store)
    try compare(
      candidates, upTo: last, in: store, limits: limits, observer: observer, report: &report)
    return report
  }

  /// Signs the bodies that have no signature yet.
  private static func sign(
    upTo last: BodyKey, in store: RecipeStore, limits: Limits, observer: Observer,
    report: inout DuplicateReport
  ) throws {
    var reader = DishReader()
    var signer = DishSigner()
    var position = try store.read { (transaction) throws(StoreFault) in
      max(
        try transaction.lastSignedBody(), BodyKey(try transaction.watermark(of: .duplicates)))
    }
    while position < last {
      let before = report.bodies
      try store.write { transaction in
        try transaction.eachBody(after: position) { body, title, json in
          try transaction.storeSignature(
            signer.sign(try reader.features(of: body, title: title, json: json)), of: body)
          position = body
          report.bodies += 1
          return report.bodies - before < limits.signed
        }
      }
      observer.progress(Progress(activity: "signing recipes", records: report.bodies))
      if report.bodies == before { return }
      if observer.shouldStop() { throw Interrupted() }
    }
  }

  /// Compares the pairs that may be near-duplicates and keeps those that are.
  private static func compare(
    _ candidates: Candidates, upTo last: BodyKey, in store: RecipeStore, limits: Limits,
    observer: Observer, report: inout DuplicateReport
  ) throws {
    var comparison = Comparison(kept: limits.kept)
    var next = 0
    while next < candidates.count {
      // A body's pairs are stored together, since the watermark speaks of whole bodies.
      let end = candidates.endOfBatch(from: next, size: limits.compared)
      report.pairs += try store.write { transaction in
        var stored = 0
        for index in next..<end {
          let (later, earlier) = candidates.bodies(at: index)
          guard let score = try comparison.score(later, earlier, in: transaction) else { continue }
          try transaction.insert(
            NearDuplicateBodies(later: later, earlier: earlier, score: score))
          stored += 1
        }
        try transaction.moveWatermark(
          of: .duplicates, to: candidates.bodies(at: end - 1).later.value)
        return stored
      }
      next = end
      observer.progress(
        Progress(activity: "comparing recipes", records: next))
      if next < candidates.count, observer.shouldStop() { throw Interrupted() }
    }
    try store.write { (transaction) throws(StoreFault) in
      try transaction.moveWatermark(of: .duplicates, to: last.value)
    }
  }
}

/// What a run of the stage found.
public struct DuplicateReport: Sendable, Equatable {
  /// Bodies that were signed.
  public var bodies = 0
  /// Pairs of near-duplicates that were found.
  public var pairs = 0

  public init() {}
}
