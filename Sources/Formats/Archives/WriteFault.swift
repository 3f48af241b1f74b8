public import PipelineCore

/// An output that cannot be written, or not to its end; nothing is left under its name.
public struct WriteFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    /// The disk or the quota is full.
    case diskFull
    /// The file system takes no changes.
    case readOnly
    /// The system does not allow it.
    case permissionDenied
    /// The folder is not there.
    case noFolder
    /// There is a folder where the file should be.
    case isFolder
    /// Something is there that is not to be replaced.
    case exists
    /// Something else; the system's own words.
    case failed(reason: String)
  }

  public var cause: Cause
  /// The file that was to be written.
  public var path: String

  public init(_ cause: Cause, path: String) {
    self.cause = cause
    self.path = path
  }

  public var what: String {
    switch cause {
    case .diskFull: "cannot be written: the disk is full"
    case .readOnly: "cannot be written: the file system is read-only"
    case .permissionDenied: "cannot be written: permission denied"
    case .noFolder: "cannot be written: its folder is not there"
    case .isFolder: "cannot be written: it is a folder"
    case .exists: "is there already"
    case .failed(let reason): "cannot be written: \(reason)"
    }
  }

  public var location: SourceLocation? { SourceLocation(archive: path) }

  public var hint: String? {
    switch cause {
    case .diskFull: "make room on the disk, then run it again"
    case .readOnly: "choose a folder on another file system"
    case .permissionDenied: "check who may write in the folder"
    case .noFolder: "create the folder first"
    case .isFolder: "name a file"
    case .exists: "name something that is not there yet"
    case .failed: nil
    }
  }

  public var isTransient: Bool { cause == .diskFull }
}
