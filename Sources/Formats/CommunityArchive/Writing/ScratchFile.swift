import Archives
import Foundation

/// A file that is read again soon and then removed; it need not outlive a loss of power.
final class ScratchFile: ByteSink {
  private let path: String
  private let file: FileHandle

  /// Makes the file, in place of what was there.
  init(path: String) throws(WriteFault) {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw WriteFault(.failed(reason: "it cannot be made"), path: path) }
    self.file = file
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    try mapping { try file.write(contentsOf: bytes) }
  }

  func close() throws(WriteFault) {
    try mapping { try file.close() }
  }

  private func mapping(_ body: () throws -> Void) throws(WriteFault) {
    do {
      try body()
    } catch {
      let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw WriteFault(isFull ? .diskFull : .failed(reason: "it cannot be written"), path: path)
    }
  }
}
