import Archives
import Foundation
import PipelineCore

/// All that a walk gave, read to its end.
struct Walked {
  struct Content: Equatable {
    var place: String
    var bytes: [UInt8]
    var fault: ReadFault.Cause?
  }

  var contents: [Content] = []
  var refused: [Rejection] = []
  var ignored: [String] = []
  var faults: [ReadFault] = []

  /// Whether everything that was there was read without a word of complaint.
  var isSilent: Bool {
    faults.isEmpty && refused.isEmpty && ignored.isEmpty && contents.allSatisfy { $0.fault == nil }
  }

  var texts: [String] { contents.map { String(decoding: $0.bytes, as: UTF8.self) } }
  var places: [String] { contents.map(\.place) }

  /// Walks to the end; `read` says how many bytes are taken of a member, all if nil.
  init(
    _ paths: [String], limits: ArchiveLimits = ArchiveLimits(), filter: MemberFilter = .all,
    readAtMost: Int? = nil
  ) {
    var walker = ArchiveWalker(paths: paths, limits: limits, filter: filter)
    while true {
      do throws(ReadFault) {
        guard let item = try walker.next() else { return }
        switch item {
        case .member(let member):
          contents.append(Walked.content(of: member, atMost: readAtMost))
        case .refused(let rejection): refused.append(rejection)
        case .ignored(let location, _): ignored.append(location.memberPath)
        }
      } catch {
        faults.append(error)
      }
    }
  }

  private static func content(of member: Member, atMost: Int?) -> Content {
    var content = Content(place: member.location.memberPath, bytes: [])
    if atMost == 0 { return content }
    do throws(ReadFault) {
      content.bytes = try member.readToEnd()
    } catch {
      content.fault = error.cause
    }
    return content
  }
}

extension ByteSource {
  /// Everything up to the end, in reads of so many bytes.
  func readToEnd(piece: Int = 64 * 1024) throws(ReadFault) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 1)
    defer { buffer.deallocate() }
    while true {
      let count = try read(into: buffer)
      if count == 0 { return bytes }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}

extension URL {
  /// Writes a file into this folder and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}

func gzipped(_ bytes: [UInt8], level: Int = 6) throws -> [UInt8] {
  let sink = MemorySink()
  let writer = GzipWriter(into: sink, level: level)
  try writer.write(bytes)
  try writer.finish()
  return sink.bytes
}

func gzipped(_ text: String) throws -> [UInt8] { try gzipped(Array(text.utf8)) }
