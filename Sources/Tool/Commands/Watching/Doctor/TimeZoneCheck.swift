import RecipeModel
import Store

/// Whether the system knows the time zones that days are counted in.
struct TimeZoneCheck: DoctorCheck {
  static let name = "time zones"

  func examine(_ patient: Patient) throws -> [Finding] {
    let zones = try patient.store?.read { try $0.timeZones() } ?? []
    return zones.filter { ZoneClock($0) == nil }.map {
      .failure(
        "the system does not know the time zone \($0)", "install tzdata, or bring it up to date")
    }
  }
}
