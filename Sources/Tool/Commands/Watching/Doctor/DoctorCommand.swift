import ArgumentParser
import Console
import JSONText
import PipelineCore
import Store

/// Looks for what is wrong with the installation.
struct DoctorCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look for what is wrong with the installation, and say what to do.",
    discussion: """
      EXAMPLES:
        levain doctor
        levain doctor --repair

      It reads the whole store. --repair does what loses nothing and can be done again: it ends \
      runs that were killed, finishes erasures, removes files of pictures that no recipe has, and \
      brings indexes up to date. Then everything is looked at again.

      Checks: \(DoctorChecks.all.map { $0.name }.joined(separator: ", ")).

      JSON (levain.doctor/1): healthy (whether nothing failed), checks, each with name and findings \
      (severity: note, warning or failure; what; hint; repairable; not there where there is no store \
      to look into), repaired (how many findings are \
      gone since --repair).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Flag(help: "Mend what can be mended without a decision.")
  var repair = false

  func run(in session: CommandSession) throws -> DoctorReport {
    try session.observed { observer in
      let found = try examine(session, observer)
      let repairs = Repair.allCases.filter { repair in
        found.contains { ($0.findings ?? []).contains { $0.repair == repair } }
      }
      guard repair, !repairs.isEmpty else { return DoctorReport(checks: found, repaired: 0) }
      try session.holdingStore(for: "doctor", waiting: waiting.patience, observer) { bench in
        for repair in repairs { try repair.perform(at: bench) }
      }
      let left = try examine(session, observer)
      return DoctorReport(checks: left, repaired: count(found) - count(left))
    }
  }

  private func examine(
    _ session: CommandSession, _ observer: Observer
  ) throws -> [DoctorReport.Check] {
    var patient = Patient(session: session, observer: observer)
    do throws(StoreFault) {
      patient.store = try session.openStore()
    } catch {
      patient.fault = error
    }
    return try DoctorChecks.all.map { check in
      if observer.shouldStop() { throw Interrupted() }
      return DoctorReport.Check(name: check.name, findings: try examine(patient, check))
    }
  }

  private func examine(
    _ patient: Patient, _ check: any DoctorCheck.Type
  ) throws -> [Finding]? {
    guard patient.store != nil || !check.needsStore else { return nil }
    do {
      return try check.init().examine(patient)
    } catch let fault as any Fault where !(fault is Interrupted) {
      // A store that is damaged may fail anywhere, and the other checks say more.
      return [.failure(fault.what, fault.hint)]
    }
  }

  private func count(_ checks: [DoctorReport.Check]) -> Int {
    checks.reduce(0) { $0 + ($1.findings ?? []).count { $0.repair != nil } }
  }
}

/// What the doctor found.
struct DoctorReport: CommandResult {
  struct Check {
    var name: String
    /// Nil where it could not be looked at.
    var findings: [Finding]?
  }

  var checks: [Check]
  var repaired: Int

  var schema: String { "doctor/1" }
  var exitCode: PipelineCore.ExitCode { isHealthy ? .done : .failed }

  private var findings: [Finding] { checks.compactMap(\.findings).flatMap { $0 } }
  private var isHealthy: Bool { !findings.contains { $0.severity == .failure } }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("healthy", isHealthy)
    writer.key("checks")
    writer.array { writer in
      for check in checks {
        writer.object { writer in
          writer.member("name", check.name)
          guard let findings = check.findings else { return }
          writer.key("findings")
          writer.array { writer in
            for finding in findings { writer.object { finding.write(to: &$0) } }
          }
        }
      }
    }
    writer.member("repaired", repaired)
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [.init(""), .init("check"), .init("finding")])
    for check in checks {
      guard let findings = check.findings else {
        table.append(["", .init(check.name), "not looked at: there is no store to look into"])
        continue
      }
      if findings.isEmpty { table.append([.init("ok", .success), .init(check.name), ""]) }
      for finding in findings {
        table.append([
          finding.severity.cell, .init(check.name), .init(finding.what.escapedForTerminal),
        ])
      }
    }
    output.table(table)
    var told: Set<String> = []
    for hint in findings.compactMap(\.hint) where told.insert(hint).inserted {
      output.note(hint)
    }
    if repaired > 0 { output.note("mended: \(Figures.count(repaired, "finding", "findings"))") }
    if findings.contains(where: { $0.repair != nil }) {
      output.note("`levain doctor --repair` mends what can be mended without a decision")
    }
  }
}

extension Finding {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("severity", severity.rawValue)
    writer.member("what", what)
    writer.member("hint", hint)
    writer.member("repairable", repair != nil)
  }
}

extension Finding.Severity {
  fileprivate var cell: TextTable.Cell {
    switch self {
    case .note: .init("note")
    case .warning: .init("warning", .warning)
    case .failure: .init("failure", .failure)
    }
  }
}
