import Foundation
import JSONText
import PipelineCore

/// A file of records that somebody mended: what `levain quarantine export` wrote, changed.
struct MendedFile {
  /// What each record says now, by its number.
  private(set) var contents: [Int64: [UInt8]] = [:]

  /// Reads JSON lines, of which number and content (or contentBase64) count.
  init(_ bytes: [UInt8], path: String) throws(MendedFileFault) {
    let parser = JSONParser()
    for (index, line) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      let found = Array(line).withUnsafeBufferPointer { buffer in
        parser.parse(buffer) { root -> (number: Int64, content: [UInt8])? in
          guard let number = root.member("number")?.integer else { return nil }
          if let text = root.member("content")?.text { return (number, Array(text.utf8)) }
          return root.member("contentBase64")?.text.flatMap { Data(base64Encoded: $0) }
            .map { (number, [UInt8]($0)) }
        }
      }
      guard case .success(let record?) = found else {
        throw MendedFileFault(path: path, line: index + 1)
      }
      contents[record.number] = record.content
    }
  }
}

/// A line of the file is none of those that were exported.
struct MendedFileFault: Fault {
  var path: String
  var line: Int
  var what: String { "the line is no record with a number and its content" }
  var location: SourceLocation? { SourceLocation(archive: path, line: line) }
  var hint: String? { "`levain quarantine export` writes such lines" }
}
