import Glibc
import Subprocess
import SystemPackage

extension ChildProcess {
  /// Runs it until it ends.
  ///
  /// Once it is to be ended, it is asked to (SIGTERM), and killed after the grace, each with all that
  /// it has started; what it left behind in its session is killed when it has ended. Cancelling the
  /// task ends it as well. When this process is killed, it goes on.
  ///
  /// - Parameters:
  ///   - stop: Through which it can be ended.
  ///   - didStart: Is told who runs, as soon as it does.
  /// - Returns: How it ended.
  /// - Throws: `ChildFault` where it could not be started.
  public func run(
    stop: StopRequest = StopRequest(),
    didStart: @escaping @Sendable (ProcessIdentity) -> Void = { _ in }
  ) async throws(ChildFault) -> ChildEnding {
    let result = await withTaskGroup(of: Part.self) { group in
      group.addTask {
        await execute { identity in
          didStart(identity)
          stop.tell(started: identity)
        }
      }
      group.addTask { await next(of: stop) }
      if let timeLimit { group.addTask { await pause(timeLimit, then: .limitReached) } }
      var ended: Result<ChildEnding, ChildFault>?
      var target = ChildTarget()
      while ended == nil, let part = await group.next() {
        switch part {
        case .ended(let result): ended = result
        case .event(.started(let identity)): target.process = identity.number
        case .event(.asked): target.isAsked(because: .stopped)
        case .event(.killed): target.isKilled()
        case .limitReached: target.isAsked(because: .timeLimit)
        case .graceOver: target.isKilled()
        case .nothing: continue
        }
        if case .event = part { group.addTask { await next(of: stop) } }
        if target.takeBeginningOfGrace() {
          group.addTask { await pause(grace, then: .graceOver) }
        }
      }
      group.cancelAll()
      target.killRest()
      return ended?.map { ChildEnding(status: $0.status, endedBecause: target.cause) }
    }
    guard let result else { preconditionFailure("what was started has ended, or was not started") }
    return try result.get()
  }

  private enum Part: Sendable {
    case ended(Result<ChildEnding, ChildFault>)
    case event(StopRequest.Event)
    case limitReached
    case graceOver
    case nothing
  }

  private func next(of stop: StopRequest) async -> Part {
    for await event in stop.events { return .event(event) }
    return .nothing
  }

  private func pause(_ duration: Duration, then part: Part) async -> Part {
    do { try await Task.sleep(for: duration) } catch { return .nothing }
    return part
  }

  private func execute(didStart: @escaping @Sendable (ProcessIdentity) -> Void) async -> Part {
    do {
      let streams = try ChildStreams(input: input, output: output)
      defer { streams.close() }
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(streams.input, closeAfterSpawningProcess: false),
        output: .fileDescriptor(streams.output, closeAfterSpawningProcess: false),
        error: .fileDescriptor(streams.error, closeAfterSpawningProcess: false)
      ) { execution in
        // One that has ended meanwhile has no identity that anybody could need.
        if let identity = ProcessIdentity(of: execution.processIdentifier.value) {
          didStart(identity)
        }
      }
      return .ended(.success(ChildEnding(status: .init(result.terminationStatus))))
    } catch let error as SubprocessError {
      return .ended(.failure(fault(error)))
    } catch let error as Errno {
      return .ended(
        .failure(
          ChildFault(executable: executable, reason: "\(error)", isTransient: error.mayPass)))
    } catch {
      return .ended(.failure(ChildFault(executable: executable, reason: "\(type(of: error))")))
    }
  }

  private var configuration: Configuration {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { variables[key] = value }
    }
    return Configuration(
      executable: .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .custom(variables), workingDirectory: folder.map { FilePath($0) },
      platformOptions: options)
  }

  private func fault(_ error: SubprocessError) -> ChildFault {
    let reason: String =
      switch error.code {
      case .executableNotFound: "no such program"
      case .failedToChangeWorkingDirectory: "its folder is not there"
      default: error.underlyingError.map { "\($0)" } ?? "\(error)"
      }
    return ChildFault(
      executable: executable, reason: reason,
      isTransient: error.underlyingError.map(\.mayPass) ?? false)
  }
}

/// The program that runs, as far as ending it goes.
private struct ChildTarget {
  /// Nil until it has started.
  var process: pid_t? {
    didSet {
      if let wanted { send(wanted) }
    }
  }
  private(set) var cause: ChildEnding.Cause?
  /// What it is to be sent, or was.
  private var wanted: Int32?
  private var graceBegins = false

  mutating func isAsked(because cause: ChildEnding.Cause) {
    guard wanted == nil else { return }
    self.cause = cause
    wanted = SIGTERM
    graceBegins = true
    send(SIGTERM)
  }

  mutating func isKilled() {
    cause = cause ?? .stopped
    wanted = SIGKILL
    send(SIGKILL)
  }

  /// Whether the grace begins now.
  mutating func takeBeginningOfGrace() -> Bool {
    defer { graceBegins = false }
    return graceBegins
  }

  /// Kills what was left behind by a program that was to end and did.
  func killRest() {
    if wanted != nil { send(SIGKILL) }
  }

  /// Sends a signal to the program and what it started, which its session's group is named after.
  private func send(_ signal: Int32) {
    if let process { _ = kill(-process, signal) }
  }
}

extension ChildEnding.Status {
  fileprivate init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .exited(code: code)
    case .signaled(let number): self = .signalled(number)
    }
  }
}

extension Errno {
  /// Whether what the system was short of may be there later.
  fileprivate var mayPass: Bool {
    [
      .resourceTemporarilyUnavailable, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem,
      .noSpace, .textFileBusy,
    ].contains(self)
  }
}
