import ArchiveRecords
import Communities
import CommunityArchive
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Plays the staged operations of an intake, in order of time, through the rules.
struct OperationPlay {
  let transaction: WriteTransaction
  let observer: Observer

  func play(_ intake: ArchiveIntake) throws {
    let parser = JSONParser()
    var played = 0
    try intake.eachStagedOperation { line in
      played += 1
      if played % 1000 == 0 {
        observer.progress(Progress(activity: "playing", records: played, bytes: 0))
        if observer.shouldStop() { throw Interrupted() }
      }
      return try CommunityActions.play(try operation(line, parser), in: transaction)
    }
  }

  /// Reads again what was read when it was staged.
  private func operation(_ line: [UInt8], _ parser: JSONParser) throws -> ArchivedOperation {
    let read = line.withUnsafeBufferPointer { bytes in
      parser.parse(bytes) { element -> ArchiveRecord? in
        do throws(FieldFault) { return try ArchiveLine.read(element) } catch { return nil }
      }
    }
    guard case .operation(var operation)? = (try? read.get()) ?? nil else {
      preconditionFailure("a staged operation was read once")
    }
    operation.identify(by: line)
    return operation
  }
}
