import PipelineCore
import Store

/// One thing that the doctor looks at.
protocol DoctorCheck: Sendable {
  /// One word, or two.
  static var name: String { get }
  /// Whether there is nothing to look at where the store cannot be opened.
  static var needsStore: Bool { get }

  init()

  /// What is wrong, and what is good to know; changes nothing.
  func examine(_ patient: Patient) throws -> [Finding]
}

extension DoctorCheck {
  static var needsStore: Bool { true }
}

/// What is examined.
struct Patient {
  var session: CommandSession
  /// Nil where it cannot be opened.
  var store: RecipeStore?
  /// Why not.
  var fault: StoreFault?
  var observer: Observer
}

/// The checks, in the order in which they are told of.
enum DoctorChecks {
  static let all: [any DoctorCheck.Type] = [
    StoreCheck.self, VersionCheck.self, DiskCheck.self, PermissionCheck.self, TimeZoneCheck.self,
    RunCheck.self, ErasureCheck.self, IndexCheck.self, PictureCheck.self, BackupCheck.self,
  ]
}
