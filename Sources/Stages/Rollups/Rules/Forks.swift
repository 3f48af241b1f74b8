import RecipeModel
import Store

extension OriginMeasure {
  /// R25: a variant or a share was made, at the moment it was made; a personal copy is neither.
  static let forks = OriginMeasure(raise: { $0.forks += 1 }) { made in
    made.kind.isFork ? made.createdAt : nil
  }
}
