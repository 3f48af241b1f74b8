import Archives
import CommunityArchive
public import PipelineCore

/// Reads a backup again, every byte of it, and says what is wrong.
///
/// What is checked: the tar itself, the manifest against its digest, each member's bytes and
/// unpacked content against the manifest, every line as a record of its entity, the counts, that
/// no member is missing or extra, and that what records name is in the backup or, for a backup of
/// one community, may lie outside of it. Only a plain tar as it was written can be verified.
public struct BackupVerification: Sendable {
  public init() {}

  /// Something that is not as it should be.
  public struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// The member and, where one line is meant, the line.
    public var location: SourceLocation
    /// What is wrong, in lower case, without private data.
    public var what: String

    public var description: String { "\(location): \(what)" }
  }

  /// What was read, and what is wrong with it.
  public struct Summary: Sendable, Equatable {
    public var members = 0
    public var records = 0
    public var bytes: Int64 = 0
    /// Empty for a sound backup; of many findings the first thousand.
    public var findings: [Finding] = []

    public var isSound: Bool { findings.isEmpty }
  }

  /// Verifies the backup at a path; throws only if the file cannot be opened.
  public func run(path: String) throws(ReadFault) -> Summary {
    let location = SourceLocation(archive: path)
    var check = BackupCheck(location: location)
    let file = try FileByteSource(path: path, location: location)
    do throws(ReadFault) {
      let tar = StrictTarReader(file, at: location)
      while let member = try tar.next() { try check.read(member) }
      check.finish()
    } catch {
      check.find(error.what, at: error.location ?? location)
    }
    check.summary.bytes = file.position
    return check.summary
  }
}
