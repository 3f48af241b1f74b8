import GRDB
import RecipeCoding
public import RecipeModel

extension ReadTransaction {
  /// What a recipe says.
  public func body(_ key: BodyKey) throws(StoreFault) -> RecipeBody {
    let json = try row("SELECT structured FROM recipe_body WHERE id = ?", [key.value]) {
      $0["structured"] as String
    }
    let body = json.flatMap { json -> RecipeBody? in
      var copy = json
      return copy.withUTF8 { RecipeBody(json: $0) }
    }
    guard let body else { throw StoreFault(.inconsistent("a recipe body cannot be read")) }
    return body
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
