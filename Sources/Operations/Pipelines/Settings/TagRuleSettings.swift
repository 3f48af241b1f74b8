import CommunityRules
import RecipeModel

/// The reading of tag rules.
enum TagRuleSettings {
  static let keys = [
    SettingKey("split", .texts, "texts that part one tag into several, such as `/`"),
    SettingKey("rename", .tagNames, "tags with the tag or tags that come in their place"),
    SettingKey("drop", .texts, "tags that no recipe gets"),
    SettingKey("add", .tagNames, "tags with the tag or tags that come along with them"),
  ]

  /// The rules that a mapping holds; a tag is renamed or dropped by one rule only.
  static func read(_ mapping: inout SettingsMapping) -> TagRules {
    let separators = mapping.texts("split") ?? []
    var ruled: Set<FoldedName> = []
    let renamed = rules("rename", in: &mapping, ruled: &ruled)
    var dropped: [TagName] = []
    for node in mapping.value("drop")?.items ?? [] {
      guard let tag = mapping.tagName(node, of: "drop") else { continue }
      mapping.note(tag, among: &ruled, at: node)
      dropped.append(tag)
    }
    var companied: Set<FoldedName> = []
    let added = rules("add", in: &mapping, ruled: &companied)
    return TagRules(splitAt: separators, rename: renamed, drop: dropped, add: added)
  }

  private static func rules(
    _ key: String, in mapping: inout SettingsMapping, ruled: inout Set<FoldedName>
  ) -> [TagRules.Rule] {
    var rules: [TagRules.Rule] = []
    for entry in mapping.entries(key) {
      let place = PipelineNode(content: .text(entry.key), location: entry.keyLocation)
      guard let name = mapping.tagName(place, of: key) else { continue }
      mapping.note(name, among: &ruled, at: place)
      let items = entry.value.items
      if items.isEmpty { mapping.report(.empty(key: entry.key), at: entry.value) }
      rules.append(
        TagRules.Rule(name, items.compactMap { mapping.tagName($0, of: key) }))
    }
    return rules
  }
}

extension SettingsMapping {
  /// A tag's name, reported at its place when it cannot be one.
  fileprivate mutating func tagName(_ node: PipelineNode, of key: String) -> TagName? {
    guard let text = word(node, of: key, as: .texts) else { return nil }
    guard let name = try? TagName(text) else {
      report(.notATagName(key: key), at: node)
      return nil
    }
    return name
  }

  /// Reports a tag that a rule was given for before.
  fileprivate mutating func note(
    _ name: TagName, among ruled: inout Set<FoldedName>, at node: PipelineNode
  ) {
    if !ruled.insert(name.folded).inserted { report(.tagRuledTwice(name.shown), at: node) }
  }
}
