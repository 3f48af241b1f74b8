import Console
import PipelineCore
import RecipeModel
import Schedule
import Synchronization

/// Says what becomes of jobs, a line with a time each, and counts it.
final class JobLog: Sendable {
  private let messages: MessageWriter
  private let counts = Mutex<[String: [JobState: Int]]>([:])
  private let problems = Mutex<Int>(0)

  init(messages: MessageWriter) {
    self.messages = messages
  }

  /// How many jobs of each pipeline ended how, by name.
  var ended: [(pipeline: String, counts: [JobState: Int])] {
    counts.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// How often something was in the way.
  var problemCount: Int { problems.withLock { $0 } }

  func note(_ pipeline: String, _ text: String, at now: Instant) {
    messages.note("\(now) \(pipeline): \(text)")
  }

  /// Says what is in the way of a file, even when quiet.
  func problem(_ file: String, _ fault: any Error, at now: Instant) {
    problems.withLock { $0 += 1 }
    guard let fault = fault as? any Fault else {
      return messages.warning("\(now) \(file): \(type(of: fault))")
    }
    // The place says the file itself, where it is about it.
    let place = fault.location.map { "\($0): " } ?? "\(file): "
    // A fault may have several lines of its own.
    let lines = fault.what.split(separator: "\n")
    messages.warning("\(now) \(place)\(lines.first ?? "")")
    for line in lines.dropFirst() { messages.remark(String(line)) }
    if let hint = fault.hint { messages.remark("hint: \(hint)") }
  }

  /// Says where a job stands now.
  func tell(_ job: ScheduledJob, exitCode: Int32?, at now: Instant) {
    if job.state.isEnded {
      counts.withLock { $0[job.pipeline, default: [:]][job.state, default: 0] += 1 }
    }
    let because = job.reason.map { " (\($0.meaning))" } ?? ""
    let code = exitCode.map { ", exit code \($0)" } ?? ""
    let missed =
      job.missedBefore > 0 ? ", for \(Figures.count(job.missedBefore, "time", "times")) missed" : ""
    switch job.state {
    case .pending where job.startsAt > now:
      note(job.pipeline, "due at \(job.dueAt), begins at \(job.startsAt)\(missed)", at: now)
    case .pending: break
    case .running:
      note(job.pipeline, "started, attempt \(job.attempts)\(missed)", at: now)
    case .retrying:
      messages.warning(
        "\(now) \(job.pipeline): attempt \(job.attempts) did not succeed\(because)\(code); "
          + "the next one is at \(job.startsAt)")
    case .succeeded:
      let took = job.startedAt.map { now.milliseconds - $0.milliseconds } ?? 0
      note(
        job.pipeline, "succeeded in \(Figures.duration(milliseconds: max(took, 0)))\(code)",
        at: now)
    case .failed:
      messages.warning("\(now) \(job.pipeline): failed\(because)\(code)")
    case .skipped:
      note(job.pipeline, "skipped what was due at \(job.dueAt)\(because)", at: now)
    }
  }
}

extension JobReason {
  /// In words for people.
  var meaning: String {
    switch self {
    case .overlapping: "the one before has not ended"
    case .missed: "nothing ran when it was due"
    case .timedOut: "it took too long"
    case .fault: "the run failed"
    case .transientFault: "the run failed for a reason that may pass"
    case .lost: "its process was killed"
    case .stopped: "the schedule was stopped"
    }
  }
}
