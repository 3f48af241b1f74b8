import ArgumentParser
import Communities
import Console
import JSONText
import Store

/// Shows and changes how the installation counts and keeps.
struct SettingsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "Show or change the settings of the installation.",
    discussion: """
      Views are counted anew by other settings with the next `levain rollup`.

      EXAMPLES:
        levain settings
        levain settings --time-zone Europe/Paris --view-window 60

      JSON (levain.settings/1): retentionDays, viewWindowMinutes, timeZone and changed (which of \
      them are different now).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(
    help: ArgumentHelp(
      "The IANA time zone in which families, tags, creators and the installation are counted.",
      valueName: "zone"))
  var timeZone: String?

  @Option(
    help: ArgumentHelp(
      "Within how many minutes a viewer's next event on a recipe is no view; 0 counts all.",
      valueName: "minutes"))
  var viewWindow: Int?

  @Option(
    help: ArgumentHelp(
      "For how many days what was deleted can be restored.", valueName: "days"))
  var retention: Int?

  func run(in session: CommandSession) throws -> SettingsResult {
    guard timeZone != nil || viewWindow != nil || retention != nil else {
      return SettingsResult(
        settings: try session.openStore().read { try $0.installationSettings() }, changed: [])
    }
    let change = InstallationChange(
      retentionDays: retention, viewWindowMinutes: viewWindow, timeZone: timeZone)
    let result = try session.communities().changeInstallation(change, as: actor.acting)
    return SettingsResult(settings: result.settings, changed: result.changed)
  }
}

/// The settings of the installation.
struct SettingsResult: CommandResult {
  var settings: InstallationSettings
  var changed: [String]

  var schema: String { "settings/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("retentionDays")
    writer.integer(settings.retentionDays)
    writer.key("viewWindowMinutes")
    writer.integer(settings.viewWindowMinutes)
    writer.key("timeZone")
    writer.string(settings.timeZone)
    writer.key("changed")
    writer.array { writer in
      for name in changed { writer.string(name) }
    }
  }

  func show(on output: HumanOutput) {
    output.line("time zone   \(settings.timeZone)")
    output.line("view window \(Figures.count(settings.viewWindowMinutes, "minute", "minutes"))")
    output.line("retention   \(Figures.count(settings.retentionDays, "day", "days"))")
    if !changed.isEmpty { output.note(changed.settingsInWords) }
  }
}
