/// What opens an encrypted repository of backups: a file, whose content pipelines never hold.
public struct SecretSettings: Sendable, Equatable {
  /// The file whose first line is the passphrase.
  public var passphraseFile: String?
  public var keyFile: String?

  static let keys = [
    SettingKey(
      "passphraseFile", .path, "the file whose first line is the passphrase of the repository"),
    SettingKey("keyFile", .path, "the key file of the repository"),
  ]

  public init(passphraseFile: String? = nil, keyFile: String? = nil) {
    self.passphraseFile = passphraseFile
    self.keyFile = keyFile
  }

  /// Nil where both are given, which is reported.
  init?(_ mapping: inout SettingsMapping) {
    passphraseFile = mapping.path("passphraseFile")
    keyFile = mapping.path("keyFile")
    guard mapping.allowOne(of: SecretSettings.keys.map(\.name)) else { return nil }
  }
}
