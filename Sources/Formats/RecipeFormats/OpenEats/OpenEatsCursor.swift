import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// A pass over the recipes of an OpenEats fixture, which come when all its rows are read.
final class OpenEatsCursor: RecordCursor {
  private let stream: JSONRecordStream
  private let parser = JSONParser()
  private let location: SourceLocation
  private let limits: ReaderLimits
  private let maximumBytes: Int
  private var rows = OpenEatsRows()
  private var queue: [ReadElement] = []
  private var isRead = false
  private var position = 0
  private var fault: ReadFault?

  /// How many of the largest records all rows together may be as large as.
  private static let recordsInMemory = 32

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    stream = JSONRecordStream(
      UTF16ByteSource(source), maximumRecordBytes: limits.maximumRecordBytes,
      wholeDocumentBytes: limits.maximumRecordBytes)
    self.location = location
    self.limits = limits
    maximumBytes = limits.maximumRecordBytes * OpenEatsCursor.recordsInMemory
  }

  func next() throws(ReadFault) -> ReadElement? {
    if !isRead {
      isRead = true
      readRows()
    }
    if !queue.isEmpty { return queue.removeFirst() }
    if let fault {
      self.fault = nil
      position = rows.recipes.count
      throw fault
    }
    guard position < rows.recipes.count else { return nil }
    position += 1
    return read(rows.recipes[position - 1])
  }

  // MARK: - Rows

  private func readRows() {
    do throws(ReadFault) {
      while let record = try stream.next() {
        switch record.problem {
        case nil: parse(record)
        case .tooLarge: reject(record, .tooLarge, limits.exceeded(by: "row"))
        case .truncated: throw ReadFault(.truncated, at: record.place(in: location))
        }
        guard rows.byteCount <= maximumBytes else {
          throw ReadFault(
            .limitExceeded(limit: "the rows of all recipes of a fixture, \(maximumBytes) bytes"),
            at: location)
        }
      }
    } catch {
      fault = ReadFault(error.cause, at: error.location ?? location)
      return
    }
    let orphans = rows.orphans()
    if orphans > 0 {
      let message = "\(orphans) ingredients belong to no recipe of the fixture"
      queue.append(.rejected(Rejection(.unknownReference, message, at: location)))
    }
    if rows.recipes.isEmpty, queue.isEmpty {
      queue.append(
        .rejected(Rejection(.notARecipe, "the fixture holds no recipes", at: location)))
    }
    queue += rows.leftOut.map {
      .leftOut(RecordWarning(.leftOut, field: $0.model), count: $0.count)
    }
  }

  private func parse(_ record: JSONRecord) {
    let place = record.place(in: location)
    let outcome = parser.parseTolerantly(record.bytes) { root, _ in rows.add(root, at: place) }
    switch outcome {
    case .success(true): break
    case .success(false): reject(record, .notARecipe, "the value is no row of a fixture")
    case .failure(let problem):
      let code: Rejection.Code =
        problem.isEncoding
        ? .invalidEncoding : problem.offset == record.bytes.count ? .truncated : .malformedJSON
      reject(record, code, problem.detail)
    }
  }

  /// Rejects a row; its text stays where it is, because rows of users hold secrets.
  private func reject(_ record: JSONRecord, _ code: Rejection.Code, _ message: String) {
    queue.append(.rejected(Rejection(code, message, at: record.place(in: location))))
  }

  // MARK: - Recipes

  private func read(_ recipe: OpenEatsRows.Recipe) -> ReadElement {
    let groups = rows.groups(of: recipe)
    let ratings = rows.ratings(of: recipe)
    let text = ([recipe.row] + groups.flatMap { [Array($0.title.utf8)] + $0.rows } + ratings)
      .joined(separator: [0x0A])
    return Array(text).withUnsafeBufferPointer { bytes in
      let place = JSONRecordPlace(
        location: recipe.location, bytes: bytes, layout: .lines, isRepaired: false)
      var mapped = OpenEatsRecipe(key: recipe.key)
      parse(recipe.row) { mapped.read($0, among: rows) }
      for group in groups where !group.rows.isEmpty {
        mapped.startGroup(group.title)
        for row in group.rows { parse(row) { mapped.addIngredient($0) } }
      }
      for row in ratings { parse(row) { mapped.addRating($0) } }
      return mapped.finish(place, digest: RecordDigest.of(bytes))
    }
  }

  /// Parses a row that was written here.
  private func parse(_ row: [UInt8], _ body: (JSONElement) -> Void) {
    row.withUnsafeBufferPointer { bytes in _ = parser.parse(bytes, body) }
  }
}
