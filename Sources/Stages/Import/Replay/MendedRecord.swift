import PipelineCore
import RecipeFormats

/// Records that somebody mended, read in the place of the one that an archive holds.
enum MendedRecord {
  /// What the content holds, all of it at the place of the record that it stands in for.
  ///
  /// It is read as the format of its archive, or as what it looks like where that is not known. Nil
  /// when any of it cannot be read either, or when it holds no recipe: then it is no better than
  /// what it stands in for.
  static func read(
    _ content: [UInt8], insteadOf rejection: Rejection, format: String, limits: ReaderLimits
  ) throws(UnknownFormat) -> (reader: any RecipeReader.Type, elements: [ReadElement])? {
    let sample = ContentSample(
      bytes: Array(content.prefix(ContentSample.limit)),
      isWhole: content.count <= ContentSample.limit)
    let reader: any RecipeReader.Type
    if !format.isEmpty {
      reader = try RecipeReaders.required(format)
    } else if case .reader(let found, _) = RecipeReaders.detect(sample) {
      reader = found
    } else {
      return nil
    }
    let place = rejection.location
    var elements: [ReadElement] = []
    var holdsRecipe = false
    do throws(ReadFault) {
      let cursor = try RecipeReaders.open(
        reader, MemoryByteSource(content), at: place, limits: limits, columns: .none)
      while let element = try cursor.next() {
        switch element {
        case .record(let record, _):
          elements.append(.record(record, at: place))
          holdsRecipe = true
        case .rejected: return nil
        case .leftOut: elements.append(element)
        }
      }
    } catch {
      return nil
    }
    guard holdsRecipe else { return nil }
    return (reader, elements)
  }
}
