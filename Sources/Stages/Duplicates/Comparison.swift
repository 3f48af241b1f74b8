import Indexes
import Store

/// Compares bodies, and keeps the features of those met lately.
struct Comparison {
  private var reader = DishReader()
  private var similarity = DishSimilarity()
  private var features: [BodyKey: DishFeatures] = [:]
  private let kept: Int

  /// Takes the features of how many bodies are kept at a time.
  init(kept: Int) {
    self.kept = kept
  }

  /// The likeness of two bodies in thousandths; nil when they are no near-duplicates.
  mutating func score(
    _ later: BodyKey, _ earlier: BodyKey, in transaction: ReadTransaction
  ) throws -> Int? {
    let score = similarity.score(
      try features(of: earlier, in: transaction), try features(of: later, in: transaction))
    guard score >= DishSimilarity.threshold else { return nil }
    return Int((score * 1000).rounded())
  }

  private mutating func features(
    of body: BodyKey, in transaction: ReadTransaction
  ) throws -> DishFeatures {
    if let known = features[body] { return known }
    var read = DishFeatures()
    try transaction.eachBody(after: BodyKey(body.value - 1)) { found, title, json in
      precondition(found == body, "what is signed is there")
      read = try reader.features(of: body, title: title, json: json)
      return false
    }
    if features.count >= kept { features.removeAll(keepingCapacity: true) }
    features[body] = read
    return read
  }
}
