import PipelineCore
import RecipeModel
import Schedule

// One reading for each kind of value. Each gives nil when the key is not there, and when its
// value is wrong, which is then reported at the value's place.
extension SettingsMapping {
  mutating func text(_ key: String) -> String? {
    value(key).flatMap { word($0, of: key) }
  }

  mutating func texts(_ key: String) -> [String]? {
    each(key) { $0.word($1, of: key) }
  }

  /// A text or a list of texts, each with its place; none for an empty list.
  mutating func names(_ key: String) -> [GivenName] {
    guard let value = value(key) else { return [] }
    return value.items.compactMap { item in
      word(item, of: key).map { GivenName(text: $0, location: item.location) }
    }
  }

  mutating func path(_ key: String) -> String? {
    text(key).map(scope.resolve)
  }

  mutating func paths(_ key: String) -> [String]? {
    texts(key)?.map(scope.resolve)
  }

  mutating func email(_ key: String) -> String? {
    value(key).flatMap { address($0, of: key) }
  }

  mutating func emails(_ key: String) -> [String]? {
    each(key) { $0.address($1, of: key) }
  }

  mutating func slug(_ key: String) -> String? {
    guard let text = text(key) else { return nil }
    if text.unicodeScalars.contains(where: \.properties.isWhitespace) {
      report(.notASlug(key: key), at: key)
      return nil
    }
    return text
  }

  mutating func day(_ key: String) -> Day? {
    guard let text = text(key) else { return nil }
    if let day = Day(text) { return day }
    report(.notADay(text, key: key), at: key)
    return nil
  }

  mutating func flag(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report(.notAFlag(text, key: key), at: key)
      return nil
    }
  }

  mutating func errorLimit(_ key: String) -> ErrorLimit? {
    guard let text = text(key) else { return nil }
    if let limit = ErrorLimit(text) { return limit }
    report(.notAnErrorLimit(text, key: key), at: key)
    return nil
  }

  mutating func count(_ key: String, atLeast least: Int = 0) -> Int? {
    guard let text = text(key) else { return nil }
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isNumber, let number = Int(text), (least...1_000_000).contains(number) { return number }
    report(.notACount(text, key: key, least: least), at: key)
    return nil
  }

  /// A time that passes, in milliseconds; no longer than a year.
  mutating func duration(_ key: String, atLeast least: Int64 = 0) -> Int64? {
    guard let text = text(key) else { return nil }
    if let duration = StatedDuration(text),
      (least...RunSchedule.longest).contains(duration.milliseconds)
    {
      return duration.milliseconds
    }
    report(.notADuration(text, key: key, least: "\(least / 1000)s"), at: key)
    return nil
  }

  mutating func timeZone(_ key: String) -> ZoneClock? {
    guard let text = text(key) else { return nil }
    if let clock = ZoneClock(text) { return clock }
    report(.notATimeZone(text, key: key), at: key)
    return nil
  }

  mutating func percentage(_ key: String) -> Percentage? {
    guard let text = text(key) else { return nil }
    if let percentage = Percentage(text) { return percentage }
    report(.notAPercentage(text, key: key), at: key)
    return nil
  }

  mutating func choice<Choice>(_ key: String, as type: Choice.Type) -> Choice?
  where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    guard let text = word(key, among: type.allCases.map(\.rawValue)) else { return nil }
    return Choice(rawValue: text)
  }

  mutating func format(_ key: String) -> String? {
    word(key, among: scope.formats)
  }

  private mutating func word(_ key: String, among choices: [String]) -> String? {
    guard let text = text(key) else { return nil }
    if choices.contains(text) { return text }
    report(.notAChoice(text, key: key, choices: choices), at: key)
    return nil
  }

  /// The items of a list, for which a single item may stand; none only where the key is optional.
  private mutating func each(
    _ key: String, _ read: (inout SettingsMapping, PipelineNode) -> String?
  ) -> [String]? {
    guard let value = value(key) else { return nil }
    let items = value.items
    if items.isEmpty, declaration(of: key).isRequired {
      report(.empty(key: key), at: value)
      return nil
    }
    let texts = items.compactMap { read(&self, $0) }
    return texts.count == items.count ? texts : nil
  }

  /// A text that says something; `kind` is for values inside that of the key.
  mutating func word(_ node: PipelineNode, of key: String, as kind: ValueKind? = nil) -> String? {
    switch node.content {
    case .text(let text) where !text.allSatisfy(\.isWhitespace): return text
    case .text: report(.empty(key: key), at: node)
    case .nothing, .list, .mapping:
      let expected = (kind ?? declaration(of: key).kind).description
      report(
        .wrongType(of: key.quoted, expected: expected, found: node.kindInWords), at: node)
    case .unreadable: break
    }
    return nil
  }

  /// A text with the shape of an e-mail address; `kind` is for values inside that of the key.
  mutating func address(
    _ node: PipelineNode, of key: String, as kind: ValueKind? = nil
  ) -> String? {
    guard let text = word(node, of: key, as: kind) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isAddress =
      parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !text.unicodeScalars.contains(where: \.properties.isWhitespace)
    if isAddress { return text }
    report(.notAnEmail(key: key), at: node)
    return nil
  }
}
