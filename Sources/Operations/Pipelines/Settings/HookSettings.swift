/// A command that is run by itself when a run of a pipeline has ended.
public struct Hook: Sendable, Equatable {
  /// What is run.
  public enum Command: Sendable, Equatable {
    /// A text for `sh -c`.
    case shell(String)
    /// A program and what it is called with, without a shell; never empty.
    case words([String])
  }

  /// A variable of its environment that comes out of a file when it is started, and never before.
  public struct Secret: Sendable, Equatable {
    public var variable: String
    public var path: String

    public init(variable: String, path: String) {
      self.variable = variable
      self.path = path
    }
  }

  public var command: Command
  public var secrets: [Secret]
  /// How long it may take, in milliseconds.
  public var timeLimit: Int64

  public init(_ command: Command, secrets: [Secret] = [], timeLimit: Int64 = Hook.usualTimeLimit) {
    self.command = command
    self.secrets = secrets
    self.timeLimit = timeLimit
  }

  /// A minute, in milliseconds.
  public static let usualTimeLimit: Int64 = 60_000
}

/// Reads what is run when a run has ended: one command, or a list of them.
///
/// A command is a text, which the shell runs, or a mapping of keys; in a list it may also be a list
/// of words.
enum HookSettings {
  static let keys = [
    SettingKey("run", .command, isRequired: true, "what is run"),
    SettingKey(
      "secrets", .secrets,
      "variables that it gets, each out of a file, which is read when it is started"),
    SettingKey("timeLimit", .duration, "how long it may take; 60s unless given"),
  ]

  static func read(_ key: String, of mapping: inout SettingsMapping) -> [Hook] {
    guard let node = mapping.value(key) else { return [] }
    switch node.content {
    case .nothing: return []
    case .list(let items): return items.compactMap { hook($0, of: key, in: &mapping) }
    case .text, .mapping, .unreadable: return [hook(node, of: key, in: &mapping)].compactMap { $0 }
    }
  }

  private static func hook(
    _ node: PipelineNode, of key: String, in mapping: inout SettingsMapping
  ) -> Hook? {
    if case .mapping = node.content {
      return mapping.read(node, of: key, keys: keys) { mapping in
        let secrets = secrets(in: &mapping)
        let timeLimit = mapping.duration("timeLimit", atLeast: 1000)
        guard let node = mapping.value("run"),
          let command = command(node, of: "run", in: &mapping)
        else { return nil }
        return Hook(command, secrets: secrets, timeLimit: timeLimit ?? Hook.usualTimeLimit)
      }
    }
    return command(node, of: key, in: &mapping).map { Hook($0) }
  }

  private static func command(
    _ node: PipelineNode, of key: String, in mapping: inout SettingsMapping
  ) -> Hook.Command? {
    guard case .list(let items) = node.content else {
      return mapping.word(node, of: key, as: .command).map { .shell($0) }
    }
    if items.isEmpty { mapping.report(.empty(key: key), at: node) }
    let words = items.compactMap { mapping.word($0, of: key, as: .command) }
    return words.isEmpty || words.count < items.count ? nil : .words(words)
  }

  private static func secrets(in mapping: inout SettingsMapping) -> [Hook.Secret] {
    mapping.entries("secrets").compactMap { entry in
      guard let path = mapping.word(entry.value, of: "secrets", as: .path) else { return nil }
      guard isVariable(entry.key) else {
        let place = PipelineNode(content: .text(entry.key), location: entry.keyLocation)
        mapping.report(.notAVariableName(entry.key, key: "secrets"), at: place)
        return nil
      }
      return Hook.Secret(variable: entry.key, path: mapping.scope.resolve(path))
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    let letters = name.utf8.map { $0 | 0x20 }
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return zip(name.utf8, letters).allSatisfy { byte, letter in
      (0x61...0x7A).contains(letter) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
  }
}
