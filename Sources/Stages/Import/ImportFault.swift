public import PipelineCore

/// An import that contradicts itself.
public struct ImportFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case accountDoesNotAddUp(read: Int, booked: Int)
    /// The import accounts for a member otherwise than its plan did.
    case differsFromPlan(archive: String, member: String)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .accountDoesNotAddUp(let read, let booked):
      "the account does not add up: \(read) records were read, \(booked) are booked"
    case .differsFromPlan(let archive, let member):
      "the import accounts otherwise for \(member.isEmpty ? archive : "\(archive)!/\(member)") than "
        + "its plan did"
    }
  }

  public var hint: String? { "this is a bug in Levain; nothing was lost, the run is kept" }
}
