import RecipeModel

/// Which users the authors are that archives name.
public struct AuthorSettings: Sendable, Equatable {
  /// An author's name, and an e-mail address.
  public struct Author: Sendable, Equatable {
    public var name: String
    public var email: String

    public init(name: String, email: String) {
      self.name = name
      self.email = email
    }
  }

  /// Authors who are users, and members, already.
  public var mapped: [Author]
  /// Authors who are made users where nobody has the address.
  public var created: [Author]

  static let keys = [
    SettingKey("map", .addresses, "authors who are members already"),
    SettingKey("create", .addresses, "authors who become users and members unless they are"),
  ]

  public init(mapped: [Author] = [], created: [Author] = []) {
    self.mapped = mapped
    self.created = created
  }

  /// Reads the word `importer`, which is what holds without it, or a mapping; no author comes twice.
  static func read(_ key: String, in mapping: inout SettingsMapping) -> AuthorSettings? {
    if case .text(let word) = mapping.value(key)?.content {
      if word != "importer" {
        mapping.report(.notAChoice(word, key: key, choices: ["importer", "{ map: … }"]), at: key)
      }
      return nil
    }
    return mapping.read(key, keys: keys) { authors in
      var names: Set<FoldedName> = []
      return AuthorSettings(
        mapped: authors.addresses("map", names: &names),
        created: authors.addresses("create", names: &names))
    }
  }
}

extension SettingsMapping {
  fileprivate mutating func addresses(
    _ key: String, names: inout Set<FoldedName>
  ) -> [AuthorSettings.Author] {
    entries(key).compactMap { entry in
      let place = PipelineNode(content: .text(entry.key), location: entry.keyLocation)
      guard let name = word(place, of: key, as: .text),
        let email = address(entry.value, of: key, as: .email)
      else { return nil }
      if !names.insert(FoldedName(name)).inserted { report(.authorTwice(name), at: place) }
      return AuthorSettings.Author(name: name, email: email)
    }
  }
}
