public import ArchiveRecords
import JSONText
public import PipelineCore
import RecipeCoding

/// What a reader comes upon.
public enum ArchiveReadItem: Sendable, Equatable {
  /// A record, where it stands, and its line cut at `Rejection.rawLimit`; empty for views, and
  /// whole for operations.
  case record(ArchiveRecord, at: SourceLocation, raw: [UInt8])
  case rejected(Rejection)
}

/// Reads typed lines one after the other; in any order, unknown members refused.
public final class ArchiveRecordReader {
  private let lines: LineReader
  private let location: SourceLocation
  private let parser = JSONParser()

  /// Reads from the source; `location` names the archive and the member.
  public init(_ source: any ByteSource, at location: SourceLocation) {
    lines = LineReader(source, maximumBytes: ArchiveFormat.maximumLineBytes)
    self.location = location
  }

  /// The next record, or what kept it from being read; nil at the end.
  public func next() throws(ReadFault) -> ArchiveReadItem? {
    guard let line = try lines.next() else { return nil }
    var place = location
    place.line = line.number
    place.byteOffset = line.byteOffset
    if line.isTooLarge {
      let limit = "the line passes the limit of \(ArchiveFormat.maximumLineBytes) bytes"
      return .rejected(Rejection(.tooLarge, limit, at: place, raw: line.bytes))
    }
    return read(line.bytes, at: place)
  }

  private func read(_ bytes: [UInt8], at place: SourceLocation) -> ArchiveReadItem {
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      parser.parse(buffer) { element -> Result<ArchiveRecord, FieldFault> in
        do throws(FieldFault) { return .success(try ArchiveLine.read(element)) } catch {
          return .failure(error)
        }
      }
    }
    switch parsed {
    case .failure(let fault):
      let isText = String(validating: bytes, as: UTF8.self) != nil
      let rejection =
        isText
        ? Rejection(.malformedJSON, fault.detail, at: place, raw: bytes)
        : Rejection(.invalidEncoding, "the line is not valid UTF-8", at: place, raw: bytes)
      return .rejected(rejection)
    case .success(.failure(let fault)):
      var place = place
      place.pointer = fault.pointer
      return .rejected(
        Rejection(fault.rejectionCode, fault.what.escapedForTerminal, at: place, raw: bytes))
    case .success(.success(let record)):
      if let problem = record.inconsistency {
        return .rejected(Rejection(problem.code, problem.message, at: place, raw: bytes))
      }
      let raw: [UInt8] =
        switch record.entity {
        case .view: []
        case .operation: bytes
        default: Array(bytes.prefix(Rejection.rawLimit))
        }
      return .record(record, at: place, raw: raw)
    }
  }
}

extension FieldFault {
  fileprivate var rejectionCode: Rejection.Code {
    switch cause {
    case .missing: .missingValue
    case .wrongType, .invalid: .invalidValue
    case .unknown: .unknownField
    }
  }
}
