import RecipeModel
import RecipeText

/// The labelled lines of plain texts: `Prep time: 10 min`, `Serves 4`, `30 Minuten`.
enum PlainTextLabels {
  /// Reads a line that states one thing; false, with nothing read, for any other.
  static func read(_ line: String, into draft: inout RecordDraft) -> Bool {
    if isAddress(line) {
      draft.read(.url, "address", stated: line)
      return true
    }
    if let colon = line.firstIndex(of: ":"), line[..<colon].count <= 30 {
      let label = line[..<colon].lowercased().trimmed(marks: "*_- ")
      let value = String(line[line.index(after: colon)...]).trimmed(marks: "*_ ")
      guard let field = fields[label], !value.isEmpty else { return false }
      take(field, label, value, into: &draft)
      return true
    }
    return readBare(line, into: &draft)
  }

  /// Whether a line states one thing.
  static func isLabel(_ line: String) -> Bool {
    guard isAddress(line) || line.contains(":") || line.contains(where: \.isNumber) else {
      return false
    }
    var draft = RecordDraft()
    return read(line, into: &draft)
  }

  static func isAddress(_ line: String) -> Bool {
    (line.hasPrefix("http://") || line.hasPrefix("https://") || line.hasPrefix("www."))
      && !line.contains(" ")
  }

  /// `Serves 4`, `Antall porsjoner 4`, `4 porsjoner`, `30 min`.
  private static func readBare(_ line: String, into draft: inout RecordDraft) -> Bool {
    guard line.utf8.count <= 60, let digit = line.firstIndex(where: \.isNumber) else {
      return false
    }
    let label = line[..<digit].lowercased().trimmed(marks: " ")
    if let field = fields[label] {
      take(field, label, String(line[digit...]), into: &draft)
      return true
    }
    guard label.isEmpty else { return false }
    let unit = line.drop { !$0.isLetter }.prefix { $0.isLetter }.lowercased()
    if servings.contains(unit) {
      draft.read(.yield, "servings", stated: line)
    } else if DurationText.minutes(in: line) != nil, DurationText.minutes(in: "1 \(unit)") != nil {
      draft.read(.totalTime, "time", stated: line)
    } else {
      return false
    }
    return true
  }

  private static func take(
    _ field: RecipeField, _ label: String, _ value: String, into draft: inout RecordDraft
  ) {
    guard field == .yield else { return draft.read(field, label, stated: value) }
    guard draft.body.yield == nil else { return draft.keep(label, value) }
    if ["makes", "yield", "yields", "ergibt", "ergebnis", "resa", "antall"].contains(label) {
      draft.read(.yield, label, stated: value)
    } else {
      draft.readServings(value)
    }
  }

  private static let servings: Set<String> = [
    "servings", "portions", "people", "persons", "portionen", "personen", "personnes", "parts",
    "personas", "raciones", "porciones", "persone", "porzioni", "porsjoner", "personer", "voksne",
    "stk", "stück", "porties", "portioner",
  ]

  private static let fields: [String: RecipeField] = {
    let rows: [(RecipeField, String)] = [
      (.preparationTime, "prep time,preparation time,prep,active time,vorbereitungszeit"),
      (.preparationTime, "vorbereitung,arbeitszeit,temps de préparation,tiempo de preparación"),
      (.preparationTime, "tempo di preparazione,voorbereidingstijd,forberedelse"),
      (.cookingTime, "cook time,cooking time,baking time,bake time,kochzeit,backzeit,garzeit"),
      (.cookingTime, "temps de cuisson,cuisson,tiempo de cocción,cocción,tempo di cottura"),
      (.cookingTime, "cottura,kooktijd,steketid,koketid"),
      (.totalTime, "total time,ready in,time,total,gesamtzeit,zeit,dauer,temps total,durée"),
      (.totalTime, "tiempo total,tiempo,tempo totale,tempo,tid,tilberedningstid,totaltid"),
      (.yield, "serves,servings,serving,portions,yield,yields,makes,portionen,personen,ergibt"),
      (.yield, "für,pour,raciones,porciones,comensales,porzioni,persone,dosi per,resa"),
      (.yield, "antall porsjoner,porsjoner,antall,antall stykker,porties,nombre de personnes"),
      (.tags, "course,cuisine,keyword,keywords,category,categories,tags,type,kategorie"),
      (.tags, "kategorien,gang,küche,catégorie,categoría,categoria,cucina,cocina"),
      (.tags, "hovedingrediens,karakteristika"),
      (.author, "author,by,recipe by,from the kitchen of,von,autor,auteur,autore,chef,cook"),
      (.source, "source,from,adapted from,quelle,fuente,fonte,bron,kilde"),
      (.url, "url,link,website,original url"), (.equipment, "equipment,tools,utensils"),
      (.nutrition, "calories,kcal"), (.summary, "description,beschreibung,descripción"),
    ]
    return Dictionary(
      rows.flatMap { row in row.1.split(separator: ",").map { (String($0), row.0) } },
      uniquingKeysWith: { first, _ in first })
  }()
}
