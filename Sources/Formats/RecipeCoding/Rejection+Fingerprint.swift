public import PipelineCore
public import RecipeModel

extension Rejection {
  /// What makes it the same rejection when the same input is read again into the same place.
  public func fingerprint(within scope: String) -> Digest {
    let parts = [
      scope, location.archive, location.memberPath, code.rawValue, "\(location.line ?? -1)",
      "\(location.byteOffset ?? -1)", location.pointer ?? "",
    ]
    return Digest.sha256(parts.flatMap { Array($0.utf8) + [0] } + raw)
  }
}
