import RecipeCoding
public import RecipeModel

extension ReadTransaction {
  /// What a recipe says.
  public func body(_ key: BodyKey) throws(StoreFault) -> RecipeBody {
    let json = try row("SELECT structured FROM recipe_body WHERE id = ?", [key.value]) {
      $0["structured"] as String
    }
    guard let json else { throw StoreFault(.inconsistent("a recipe has no body")) }
    return try RecipeBody(stored: json)
  }

  /// What some recipe said once; nil when nothing says it any more.
  public func body(withDigest digest: Digest) throws(StoreFault) -> RecipeBody? {
    let json = try row("SELECT structured FROM recipe_body WHERE digest = ?", [digest.bytes]) {
      $0["structured"] as String
    }
    guard let json else { return nil }
    return try RecipeBody(stored: json)
  }

  /// The digest of a body, by which archives and the audit log name it.
  public func digest(of body: BodyKey) throws(StoreFault) -> Digest {
    let digest = try row("SELECT digest FROM recipe_body WHERE id = ?", [body.value]) {
      $0.digest("digest")
    }
    guard let digest else { throw StoreFault(.inconsistent("a recipe body is not there")) }
    return digest
  }
}

extension RecipeBody {
  /// Reads the JSON of a stored body, which this program wrote.
  fileprivate init(stored json: String) throws(StoreFault) {
    var json = json
    guard let body = json.withUTF8({ RecipeBody(json: $0) }) else {
      throw StoreFault(.inconsistent("a recipe body cannot be read"))
    }
    self = body
  }
}
