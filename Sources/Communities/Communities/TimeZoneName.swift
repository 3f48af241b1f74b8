import Foundation

/// The name of a time zone of the IANA database; the only place where names of zones are checked.
struct TimeZoneName {
  let text: String

  init(_ text: String) throws(UnknownReference) {
    guard TimeZoneName.isKnown(text) else {
      throw UnknownReference(
        .timeZone, text,
        nearest: NearestName.of(text, among: TimeZone.knownTimeZoneIdentifiers))
    }
    self.text = text
  }

  /// Whether the database has it, under a name of today or an older one such as `US/Eastern`.
  private static func isKnown(_ text: String) -> Bool {
    // Foundation takes offsets such as `GMT+5` too, which know no daylight saving, and other cases.
    text == "UTC" || text.contains("/") && TimeZone(identifier: text)?.identifier == text
  }
}
