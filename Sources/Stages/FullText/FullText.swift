// The stage that fills the full-text index.
//
// In:  recipe bodies whose number is above the index's watermark. Bodies never change, and their
//      numbers are never used again, so following the numbers is enough.
// Out: rows of `recipe_text`, numbered like the bodies; the watermark.
// Never here: tags, which belong to recipes and are searched through their own index; queries.

import JSONText
public import PipelineCore
public import Store

/// Indexes title, ingredients and steps of new bodies.
public enum FullTextStage {
  /// A batch ends after this many bodies, or bytes of JSON, whichever comes first.
  private static let batchBodies = 4_000
  private static let batchBytes = 8 * 1_048_576

  /// Follows the body numbers; with `rebuilding`, from nothing.
  ///
  /// Each batch is one transaction, which also moves the watermark. Throws `StoreFault` or
  /// `Interrupted`; what was committed before stays.
  @discardableResult
  public static func run(
    on store: RecipeStore, rebuilding: Bool = false, observer: Observer = Observer()
  ) throws -> FullTextReport {
    try run(on: store, rebuilding: rebuilding, batchBodies: batchBodies, observer: observer)
  }

  static func run(
    on store: RecipeStore, rebuilding: Bool, batchBodies: Int, observer: Observer = Observer()
  ) throws -> FullTextReport {
    if rebuilding {
      try store.write { (transaction) throws(StoreFault) in try transaction.removeText() }
    }
    var (position, last) = try store.read { (transaction) throws(StoreFault) in
      (BodyKey(try transaction.watermark(of: .text)), try transaction.lastBody())
    }
    var report = FullTextReport()
    let parser = JSONParser()
    while position < last {
      position = try store.write { transaction in
        try index(
          after: position, atMost: batchBodies, in: transaction, parser: parser, report: &report)
      }
      observer.progress(Progress(activity: "indexing texts", records: report.bodies))
      if position < last, observer.shouldStop() { throw Interrupted() }
    }
    return report
  }

  /// Indexes one batch and gives the number of its last body.
  private static func index(
    after position: BodyKey, atMost batchBodies: Int, in transaction: WriteTransaction,
    parser: JSONParser, report: inout FullTextReport
  ) throws -> BodyKey {
    var last = position
    var bodies = 0
    var bytes = 0
    var text = IndexedText()
    try transaction.eachBody(after: position) { body, title, json in
      guard text.read(title: title, json: json, with: parser) else {
        throw StoreFault(.inconsistent("the JSON of recipe body \(body.value) is damaged"))
      }
      try transaction.index(text, of: body)
      last = body
      bodies += 1
      bytes += json.count
      return bodies < batchBodies && bytes < batchBytes
    }
    try transaction.moveWatermark(of: .text, to: last.value)
    report.bodies += bodies
    return last
  }
}

/// What a run of the stage indexed.
public struct FullTextReport: Sendable, Equatable {
  public var bodies = 0

  public init() {}
}
