import Console
import Foundation
import Glibc
import PipelineCore
import Pipelines
import Processes
import RecipeModel

/// Runs what a pipeline has run once its run has ended.
///
/// The store is not held meanwhile, so that a hook may use it. A hook that fails is a warning: what the
/// run did is done, and whoever waits for it is told of that alone.
struct HookWork {
  /// When hooks are run; raw values stand in results.
  enum Event: String {
    case success = "onSuccess"
    case failure = "onFailure"
  }

  var event: Event
  var hooks: [Hook]
  /// What the hooks are told in variables, besides the environment of this process.
  var variables: [String: String]
  /// What they can read.
  var report: [UInt8]

  /// Runs one after the other, whatever becomes of those before.
  func run(in session: CommandSession) -> [HookOutcome] {
    hooks.enumerated().map { index, hook in
      let began = session.surroundings.now()
      var outcome = HookOutcome(event: event.rawValue, number: index + 1)
      do {
        let child = try child(of: hook, in: session)
        outcome.problem = problem(try child.runAndWait(), hook)
      } catch {
        outcome.problem = (error as? any Fault)?.what ?? "\(type(of: error))"
      }
      outcome.took = session.surroundings.now().milliseconds - began.milliseconds
      if let problem = outcome.problem {
        session.messages.warning("\(event.rawValue) \(index + 1): \(problem)")
      }
      return outcome
    }
  }

  private func child(of hook: Hook, in session: CommandSession) throws -> ChildProcess {
    var environment = session.context.environment.merging(variables) { $1 }
    for secret in hook.secrets {
      environment[secret.variable] = try value(of: secret, in: session)
    }
    let (executable, arguments): (String, [String]) =
      switch hook.command {
      case .shell(let text): ("/bin/sh", ["-c", text])
      case .words(let words): (try program(words[0], in: environment), Array(words.dropFirst()))
      }
    return ChildProcess(
      executable: executable, arguments: arguments, environment: environment, input: report,
      output: .standardError, timeLimit: .milliseconds(hook.timeLimit))
  }

  /// The path of a program, looked for as a shell does.
  private func program(_ word: String, in environment: [String: String]) throws -> String {
    if word.contains("/") { return word }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let paths = folders.map { "\($0)/\(word)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
      throw ChildFault(executable: word, reason: "no such program")
    }
    return path
  }

  private func value(of secret: Hook.Secret, in session: CommandSession) throws -> String {
    var bytes = try contents(of: secret, in: session)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw HookSecretFault(variable: secret.variable, reason: "its file holds no text")
    }
    return text
  }

  /// What is in the file of a secret; where it cannot be read its path is kept to ourselves, since
  /// somebody may have put the secret there.
  private func contents(of secret: Hook.Secret, in session: CommandSession) throws -> [UInt8] {
    do {
      return try session.contents(of: secret.path)
    } catch {
      let reason =
        access(secret.path, R_OK) == 0
        ? "it is no file" : String(cString: strerror(errno)).lowercased()
      throw HookSecretFault(variable: secret.variable, reason: reason)
    }
  }

  private func problem(_ ending: ChildEnding, _ hook: Hook) -> String? {
    if ending.endedBecause == .timeLimit {
      return "it took longer than \(hook.timeLimit / 1000) s, and was ended"
    }
    switch ending.status {
    case .exited(0): return nil
    case .exited(let code): return "it ended with \(code)"
    case .signalled(let number): return "it was ended by signal \(number)"
    }
  }
}

/// What a variable is to hold cannot be had from its file.
struct HookSecretFault: Fault, Equatable {
  var variable: String
  var reason: String
  var what: String { "the secret \(variable) cannot be read: \(reason)" }
}

/// What became of a hook.
struct HookOutcome {
  var event: String
  /// Its place among those of the event, from 1 on.
  var number: Int
  var took: Int64 = 0
  /// Nil where it ended well.
  var problem: String?
}
