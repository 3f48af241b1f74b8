import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Shows and changes a user's name and preferences.
struct UserSettingsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Show and change one's own name and preferences, or as the operator anybody's.",
    discussion: """
      Without an option the settings are shown. With view tracking off, views that are loaded from \
      then on are counted without their viewer; those of the past stay as they were counted. \
      Notifications say what `levain feed` holds: all, own or none.

      EXAMPLES:
        levain user settings --view-tracking off --as ada@example.org
        levain user settings ada --notifications own

      JSON (levain.user-settings/1): id, username, viewTracking, notifications (all, own or none), \
      changed (which of them are different now).
      """)

  /// As the command line says it.
  enum Switch: String, CaseIterable {
    case on
    case off
  }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The user, by e-mail address or username; without one whoever acts.")
  var user: String?

  @Option(help: "The name that others see.")
  var username: String?

  @Option(help: "Whether views are counted as one's own: on or off.", transform: choice)
  var viewTracking: Switch?

  @Option(help: "What one's feed holds: all, own or none.", transform: choice)
  var notifications: NotificationPreference?

  func validate() throws {
    guard user != nil || actor.email != nil else {
      throw ValidationError("Say whose: the user, or --as EMAIL.")
    }
  }

  func run(in session: CommandSession) throws -> UserSettingsResult {
    let change = UserChange(
      username: try username.map { try Username($0) }, viewTracking: viewTracking.map { $0 == .on },
      notifications: notifications)
    return UserSettingsResult(
      settings: try session.communities().changeUser(user, change, as: actor.acting),
      isShownOnly: username == nil && viewTracking == nil && notifications == nil)
  }
}

/// A user's settings.
struct UserSettingsResult: CommandResult {
  var settings: UserSettings
  var isShownOnly: Bool

  var schema: String { "user-settings/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", settings.id)
    writer.member("username", settings.username)
    writer.member("viewTracking", settings.viewTracking)
    writer.member("notifications", settings.notifications.rawValue)
    writer.member("changed", settings.changed)
  }

  func show(on output: HumanOutput) {
    if !isShownOnly { output.note(settings.changed.settingsInWords) }
    output.facts([
      ("username", settings.username), ("view tracking", settings.viewTracking ? "on" : "off"),
      ("notifications", settings.notifications.rawValue),
    ])
  }
}
