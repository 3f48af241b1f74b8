import RecipeModel
import RecipeText

/// The lines `: label : value`, by which RezKonv says what its columns have no place for.
enum RezKonvLabel {
  /// Puts a value where it belongs; under a label that is not known it goes to the extras.
  static func take(_ label: String, _ value: String, into draft: inout RecordDraft) {
    guard !value.isEmpty else { return }
    let name = label.lowercased()
    switch name {
    case "o-titel": draft.body.title = value
    case "stichworte", "stichwort": draft.tags.add(list: value)
    case "quelle": draft.take(label, value, as: \.body.credit.source)
    case "notizen", "notiz", "anmerkung": draft.body.notes.append(value)
    case "energie", "kalorien", "eiweiss", "eiweiß", "fett", "kohlenhydrate", "ballaststoffe",
      "broteinheiten", "nährwert", "nährwerte":
      draft.body.nutrition.append(NutritionFact(name: label, value: value))
    case "vorbereitung", "vorbereitungszeit", "zubereitungszeit":
      draft.take(label, value, asTime: \.body.times.preparation)
    case "kochzeit", "backzeit", "garzeit":
      draft.take(label, value, asTime: \.body.times.cooking)
    case "gesamtzeit": draft.take(label, value, asTime: \.body.times.total)
    default:
      if name.hasPrefix("pro ") {
        draft.body.nutrition.append(NutritionFact(name: label, value: value))
      } else {
        draft.keep(label, value)
      }
    }
  }
}

/// The day on which a recipe was entered: `Erfasst *RK* 19.10.00 von`.
enum RezKonvDate {
  /// Finds the first day of the form `DD.MM.YY` or `DD.MM.YYYY`; of two digits, 70 is 1970.
  static func moment(in text: String) -> Instant? {
    for word in text.split(separator: " ") {
      let parts = word.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
        var year = Int(parts[2]), parts[2].utf8.count == 2 || parts[2].utf8.count == 4
      else { continue }
      if parts[2].utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
      let iso = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      return Instant(iso, zonelessIsUTC: true)
    }
    return nil
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
