import ArchiveRecords
import JSONText
import RecipeCoding
import RecipeModel
import Store

extension ArchivedBody {
  /// The body as a value; its JSON was written by this program, so it can be read.
  func read() throws(StoreFault) -> RecipeBody {
    let result = json.withUnsafeBufferPointer { bytes in
      JSONParser().parse(bytes) { element -> RecipeBody? in
        do throws(FieldFault) { return try RecipeBody(element) } catch { return nil }
      }
    }
    guard let body = (try? result.get()) ?? nil else {
      throw StoreFault(.inconsistent("a recipe body cannot be read"))
    }
    return body
  }
}
