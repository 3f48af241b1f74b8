/// Asks a program that runs to end; whoever holds it may ask at any time, from anywhere.
public struct StopRequest: Sendable {
  enum Event: Sendable {
    case started(ProcessIdentity)
    case asked
    case killed
  }

  let events: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation

  /// For one program.
  public init() {
    (events, continuation) = AsyncStream.makeStream()
  }

  /// Asks it to end; what has not after the grace is killed.
  public func ask() { continuation.yield(.asked) }

  /// Kills it at once, with all that it has started.
  public func kill() { continuation.yield(.killed) }

  func tell(started identity: ProcessIdentity) { continuation.yield(.started(identity)) }
}
