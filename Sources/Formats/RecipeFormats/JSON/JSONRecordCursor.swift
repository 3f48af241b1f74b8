import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// Turns one parsed JSON record into what a format reads out of it.
protocol JSONRecordMapping {
  /// Appends what the record holds: records, rejections, or nothing when it is only context.
  mutating func map(_ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement])

  /// Gives what is to be said when nothing was found in all that was read; nil for nothing.
  func ending(at location: SourceLocation) -> Rejection?
}

/// Where a parsed record stands, and what of its text a rejection or a digest needs.
struct JSONRecordPlace {
  var location: SourceLocation
  var bytes: UnsafeBufferPointer<UInt8>
  var layout: JSONLayout
  var isRepaired: Bool

  /// Whether it is an element that was taken out of a document too large to be parsed whole.
  var isPart: Bool { layout == .documents && location.pointer != nil }

  /// Whether the record's own bytes stand for it: it is a line or an element of the outer array.
  var ownsItsBytes: Bool { layout != .documents }

  /// A rejection of this record.
  func rejection(_ code: Rejection.Code, _ message: String) -> ReadElement {
    .rejected(
      Rejection(code, message, at: location, raw: Array(bytes.prefix(Rejection.rawLimit))))
  }
}

/// A pass over JSON lines, the elements of an array, or documents.
final class JSONRecordCursor<Mapping: JSONRecordMapping>: SkimmingCursor {
  private let stream: JSONRecordStream
  private let parser = JSONParser()
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var mapping: Mapping
  private var foundAny = false
  /// The object that is taken apart while nothing was found in it.
  private var barren: JSONRecord?
  /// Where the object begins that was taken apart last.
  private var lastTakenApart: Int64 = -1
  private var queue: [ReadElement] = []
  private var queuePosition = 0
  /// What is thrown once the queue is empty; nothing is read after it.
  private var fault: ReadFault?
  private var isEnded = false

  init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    wholeDocumentBytes: Int? = nil, mapping: Mapping
  ) {
    stream = JSONRecordStream(
      UTF16ByteSource(source), maximumRecordBytes: limits.maximumRecordBytes,
      wholeDocumentBytes: wholeDocumentBytes ?? min(8 << 20, limits.maximumRecordBytes),
      maximumTotalBytes: limits.maximumTotalBytes)
    self.limits = limits
    self.location = location
    self.mapping = mapping
  }

  func pass(_ isKnown: (Digest) -> Bool) throws(ReadFault) -> SourceLocation? {
    guard queuePosition == queue.count, fault == nil, !isEnded else { return nil }
    queue.removeAll(keepingCapacity: true)
    queuePosition = 0
    return try readRecord(unless: isKnown)
  }

  func next() throws(ReadFault) -> ReadElement? {
    while true {
      if queuePosition < queue.count {
        foundAny = true
        // The last, which mostly is the only one, is handed on and not copied.
        if queuePosition == queue.count - 1 { return queue.removeLast() }
        queuePosition += 1
        return queue[queuePosition - 1]
      }
      queue.removeAll(keepingCapacity: true)
      queuePosition = 0
      if let fault {
        self.fault = nil
        throw fault
      }
      if isEnded { return nil }
      _ = try readRecord(unless: { _ in false })
    }
  }

  /// Reads one record of the stream into the queue, or notes the end; or says where it stands, if
  /// it is known.
  private func readRecord(
    unless isKnown: (Digest) -> Bool
  ) throws(ReadFault) -> SourceLocation? {
    let record: JSONRecord?
    do throws(ReadFault) {
      record = try stream.next()
    } catch {
      isEnded = true
      throw ReadFault(error.cause, at: error.location ?? location)
    }
    tellOfBarren(before: record)
    guard let record else {
      isEnded = true
      if queue.isEmpty, !foundAny, let rejection = mapping.ending(at: location) {
        queue.append(.rejected(rejection))
      }
      return nil
    }
    switch record.problem {
    case nil:
      if stream.layout != .documents, isKnown(RecordDigest.of(record.bytes)) {
        foundAny = true
        return record.place(in: location)
      }
      parse(record)
    case .tooLarge:
      queue.append(place(of: record).rejection(.tooLarge, limits.exceededWithPictures))
    case .truncated: endTruncated(record)
    }
    if !record.pointer.isEmpty, !queue.isEmpty { barren = nil }
    return nil
  }

  /// Rejects an object that was too large to be one record and held none in its arrays, once what
  /// comes stands behind it.
  private func tellOfBarren(before next: JSONRecord?) {
    let isBehind = next.map { $0.pointer.isEmpty } ?? true
    let apart = stream.takenApart
    let isNew = apart.map { $0.byteOffset != lastTakenApart } ?? false
    if let barren, isBehind || isNew {
      queue.append(place(of: barren).rejection(.tooLarge, limits.exceededWithPictures))
      self.barren = nil
    }
    guard let apart, isNew else { return }
    lastTakenApart = apart.byteOffset
    barren = apart
    if isBehind { tellOfBarren(before: next) }
  }

  private func parse(_ record: JSONRecord) {
    var place = place(of: record)
    let outcome = parser.parseTolerantly(record.bytes) { root, isRepaired in
      place.isRepaired = isRepaired
      mapping.map(root, place, into: &queue)
    }
    if case .failure(let problem) = outcome { reject(record, problem) }
    guard record.bytes.count > limits.maximumRecordBytes else { return }
    for index in queue.indices where queue[index].holdsMoreText(than: limits) {
      queue[index] = place.rejection(.tooLarge, limits.exceededWithPictures)
    }
  }

  private func reject(_ record: JSONRecord, _ problem: JSONFault) {
    var place = place(of: record)
    if let offset = problem.offset {
      place.location.byteOffset = record.byteOffset + Int64(offset)
      place.location.line = record.line + record.bytes.prefix(offset).count { $0 == 0x0A }
    }
    let code: Rejection.Code =
      problem.isEncoding
      ? .invalidEncoding : problem.offset == record.bytes.count ? .truncated : .malformedJSON
    queue.append(place.rejection(code, problem.detail))
  }

  /// The input ends inside an array: what stands of the element is rejected, then the file.
  private func endTruncated(_ record: JSONRecord) {
    let place = place(of: record)
    if !record.bytes.isEmpty {
      queue.append(place.rejection(.truncated, "the input ends inside the record"))
    }
    fault = ReadFault(.truncated, at: place.location)
    isEnded = true
  }

  private func place(of record: JSONRecord) -> JSONRecordPlace {
    JSONRecordPlace(
      location: record.place(in: location), bytes: record.bytes, layout: stream.layout,
      isRepaired: false)
  }
}

extension JSONRecord {
  /// Where the record stands in a content.
  func place(in content: SourceLocation) -> SourceLocation {
    var place = content
    place.line = line
    place.byteOffset = byteOffset
    if !pointer.isEmpty { place.pointer = pointer }
    return place
  }
}
