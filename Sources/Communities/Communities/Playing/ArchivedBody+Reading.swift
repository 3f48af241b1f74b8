import ArchiveRecords
import RecipeCoding
import RecipeModel
import Store

extension ArchivedBody {
  /// The body as a value; its JSON was written by this program, so it can be read.
  func read() throws(StoreFault) -> RecipeBody {
    guard let body = json.withUnsafeBufferPointer({ RecipeBody(json: $0) }) else {
      throw StoreFault(.inconsistent("a recipe body cannot be read"))
    }
    return body
  }
}
