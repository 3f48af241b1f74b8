import Foundation

/// The name of a time zone of the IANA database; the only place where names of zones are checked.
struct TimeZoneName {
  let text: String

  init(_ text: String) throws(UnknownReference) {
    // Foundation takes offsets such as `GMT+5` too, which know no daylight saving.
    guard text == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(text) else {
      throw UnknownReference(
        .timeZone, text,
        nearest: NearestName.of(text, among: TimeZone.knownTimeZoneIdentifiers))
    }
    self.text = text
  }
}
