public import EventLogs

/// Which view logs are loaded.
public struct ViewsSettings: Sendable, Equatable, KeyedSettings {
  /// Files in the order they are read; never none.
  public var from: [String]
  /// Under which paths access logs have recipes; never none.
  public var recipePaths: [RecipePath]

  public static let keys = [
    SettingKey(
      "from", .paths, isRequired: true,
      "view logs: JSON lines, CSV or access logs of web servers, plain or gzipped; patterns read "
        + "what is new"),
    SettingKey(
      "recipePaths", .texts,
      "paths of recipes in access logs, such as `/c/*/recipes/{recipe}`; `/recipes/{recipe}` "
        + "unless given"),
  ]

  public init(from: [String], recipePaths: [RecipePath] = [.standard]) {
    self.from = from
    self.recipePaths = recipePaths
  }

  init?(_ mapping: inout SettingsMapping) {
    var recipePaths: [RecipePath] = []
    for node in mapping.value("recipePaths")?.items ?? [] {
      guard let text = mapping.word(node, of: "recipePaths", as: .texts) else { continue }
      do throws(RecipePathFault) {
        recipePaths.append(try RecipePath(text))
      } catch {
        mapping.report(.notARecipePath(error.what), at: node)
      }
    }
    guard let from = mapping.paths("from") else { return nil }
    self.from = from
    self.recipePaths = recipePaths.isEmpty ? [.standard] : recipePaths
  }
}
