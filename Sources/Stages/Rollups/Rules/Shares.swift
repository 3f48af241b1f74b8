import RecipeModel
import Store

extension OriginMeasure {
  /// R25: a recipe was shared into another community, at the moment it was shared.
  static let shares = OriginMeasure(raise: { $0.shares += 1 }) { made in
    made.kind == .share ? made.sharedAt : nil
  }
}
