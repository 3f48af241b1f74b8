import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// A pass over the recipes of a full backup.
///
/// The tables are read row by row, in whatever order they come, and what concerns recipes is kept
/// until the end of the document; then the recipes come, one after the other. A backup that ends
/// too early gives none, because what is missing could belong to any of them.
final class MealieBackupCursor: RecordCursor {
  private let stream: JSONRecordStream
  private let parser = JSONParser()
  private let location: SourceLocation
  private let limits: ReaderLimits
  private let maximumBytes: Int
  private var tables = MealieTables()
  private var queue: [ReadElement] = []
  private var join: MealieJoin?
  private var position = 0
  private var fault: ReadFault?

  /// How many of the largest records the text of all recipes together may be as large as.
  private static let recordsInMemory = 32

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    // Whatever its size, the document is taken apart: its rows are the records.
    stream = JSONRecordStream(
      UTF16ByteSource(source), maximumRecordBytes: limits.maximumRecordBytes,
      wholeDocumentBytes: 0)
    self.location = location
    self.limits = limits
    maximumBytes = limits.maximumRecordBytes * MealieBackupCursor.recordsInMemory
  }

  func next() throws(ReadFault) -> ReadElement? {
    if join == nil {
      readTables()
      join = MealieJoin(tables)
    }
    if !queue.isEmpty { return queue.removeFirst() }
    if let fault {
      self.fault = nil
      position = tables.recipes.count
      throw fault
    }
    guard position < tables.recipes.count, let join else { return nil }
    position += 1
    return read(tables.recipes[position - 1], join)
  }

  // MARK: - Tables

  private func readTables() {
    do throws(ReadFault) {
      while let record = try stream.next() {
        switch record.problem {
        case nil: try parse(record)
        case .tooLarge: reject(record, .tooLarge, limits.exceeded(by: "row"))
        case .truncated: throw ReadFault(.truncated, at: record.place(in: location))
        }
        guard tables.byteCount <= maximumBytes else {
          throw ReadFault(
            .limitExceeded(limit: "the text of all recipes of a backup, \(maximumBytes) bytes"),
            at: location)
        }
      }
    } catch {
      fault = ReadFault(error.cause, at: error.location ?? location)
      return
    }
    let orphans = tables.orphans()
    if orphans > 0 {
      queue.append(
        .rejected(
          Rejection(
            .unknownReference, "\(orphans) ingredients and steps belong to no recipe of the backup",
            at: location)))
    }
    if tables.recipes.isEmpty, queue.isEmpty {
      queue.append(
        .rejected(Rejection(.notARecipe, "the backup holds no recipes", at: location)))
    }
    queue += tables.leftOut.map {
      .leftOut(RecordWarning(.leftOut, field: $0.table), count: $0.count)
    }
  }

  /// Takes a row; what is no row of a table leaves in doubt what comes after it.
  private func parse(_ record: JSONRecord) throws(ReadFault) {
    let place = record.place(in: location)
    let table = record.pointer.split(separator: "/").first.map(String.init)
    let outcome = parser.parseTolerantly(record.bytes) { root, _ in
      if let table {
        tables.add(root, of: table, at: place)
      } else {
        addDocument(root, at: place)
      }
    }
    guard case .failure(let problem) = outcome else { return }
    guard table != nil else { throw ReadFault(.corrupt(detail: problem.detail), at: place) }
    reject(record, problem.isEncoding ? .invalidEncoding : .malformedJSON, problem.detail)
  }

  /// Takes a document that came whole, as one line.
  private func addDocument(_ root: JSONElement, at place: SourceLocation) {
    for (name, rows) in root.members {
      for (index, row) in rows.elements.enumerated() {
        var place = place
        place.pointer = "/\(name.text)/\(index)"
        tables.add(row, of: name.text, at: place)
      }
    }
  }

  /// Rejects a row; only of recipes its text is kept, because other tables hold secrets.
  private func reject(_ record: JSONRecord, _ code: Rejection.Code, _ message: String) {
    let isRecipe = record.pointer.hasPrefix("/\(MealieTable.recipes.rawValue)/")
    queue.append(
      .rejected(
        Rejection(
          code, message, at: record.place(in: location), raw: isRecipe ? Array(record.bytes) : [])))
  }

  // MARK: - Recipes

  private func read(_ recipe: MealieTables.Recipe, _ join: MealieJoin) -> ReadElement {
    let document = join.document(of: recipe)
    return document.withUnsafeBufferPointer { bytes in
      let place = JSONRecordPlace(
        location: recipe.location, bytes: bytes, layout: .lines, isRepaired: false)
      let outcome = parser.parse(bytes) { root in
        var draft = MealieRecipe(folder: "data/recipes/\(MealieTables.dashed(recipe.id))/")
        draft.read(root)
        return draft.finish(place, digest: RecordDigest.of(bytes))
      }
      switch outcome {
      case .success(let element): return element
      case .failure(let problem): return place.rejection(.malformedJSON, problem.detail)
      }
    }
  }
}
