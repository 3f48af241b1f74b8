import RecipeText

/// The words that head the parts of a recipe in plain text, in English, German, French, Spanish,
/// Italian, Dutch, Portuguese and the Scandinavian languages.
enum SectionWords {
  enum Section: Int {
    case ingredients, directions, notes, nutrition
  }

  /// Finds the section that a line heads, and what else the line says (`für 4 Personen`).
  ///
  /// Marks around the words do not count; nil for any line that goes on as a sentence does.
  static func section(_ line: String) -> (section: Section, rest: String)? {
    guard line.utf8.count <= 80, let last = line.last, last != ".", last != ";" else { return nil }
    let bare = line.lowercased().drop { "#*=_-• ".contains($0) }
    let words = String(String(bare).trimmingEnd(":")).trimmed(marks: "*=_- ")
    if let section = sections[words] { return (section, "") }
    // The longest heading that something follows which belongs to it.
    for length in stride(from: min(3, words.split(separator: " ").count), through: 1, by: -1) {
      let front = words.split(separator: " ").prefix(length).joined(separator: " ")
      guard let section = sections[front.trimmed(marks: ":")] else { continue }
      let rest = words.dropFirst(front.count).drop { " :".contains($0) }
      let isTied =
        rest.first.map { $0.isNumber || $0 == "(" } ?? false
        || joints.contains { rest.hasPrefix($0 + " ") }
      return isTied ? (section, String(rest)) : nil
    }
    return nil
  }

  /// What ties a heading to what follows it: `Zutaten für 4 Personen`.
  private static let joints = [
    "for", "für", "pour", "para", "per", "til", "till", "voor", "zum", "of",
  ]

  private static let sections: [String: Section] = {
    let rows: [(Section, String)] = [
      (.ingredients, "ingredients,ingredient,ingredient list,ingredients list,you will need"),
      (.ingredients, "what you need,what you'll need,the ingredients,zutaten,zutat,zutatenliste"),
      (.ingredients, "ingrédients,ingrédient,ingredientes,ingredienti,ingrediënten,ingredienten"),
      (.ingredients, "ingredienser,ingredienserne,ingrédients nécessaires,dette trenger du"),
      (.ingredients, "du trenger,du skal bruke,das brauchst du,man nehme"),
      (.directions, "directions,direction,instructions,method,methods,preparation,steps"),
      (.directions, "procedure,how to make it,how to make,step by step,preparation steps"),
      (
        .directions,
        "cooking instructions,cooking directions,what to do,preparing,recipe preparation"
      ),
      (.directions, "zubereitung,anleitung,arbeitsschritte,so geht's,und so wird's gemacht"),
      (.directions, "so wird's gemacht,préparation,réalisation,instructions de préparation"),
      (.directions, "étapes,étapes de préparation,la recette,préparation de la recette"),
      (.directions, "preparación,elaboración,instrucciones,modo de preparación,pasos"),
      (.directions, "preparazione,procedimento,istruzioni,come fare,esecuzione,bereiding"),
      (.directions, "bereidingswijze,werkwijze,instructies,modo de preparo,preparo"),
      (.directions, "slik gjør du,slik gjør du det,framgangsmåte,fremgangsmåte,tilberedning"),
      (.directions, "gjør slik,fremgang,sådan gør du,gör så här,instruktioner,tillagning"),
      (.notes, "notes,note,tips,tip,tipp,tipps,hint,hints,cook's notes,recipe notes,notizen"),
      (.notes, "anmerkungen,anmerkung,hinweis,hinweise,remarques,remarque,conseils,astuces"),
      (.notes, "astuce,notas,nota,consejos,consejo,consigli,note dello chef,variations,variants"),
      (.notes, "serving suggestions,to serve with"),
      (.nutrition, "nutrition,nutrition facts,nutritional information,nutrition information"),
      (.nutrition, "nährwerte,nährwertangaben,valeurs nutritionnelles,información nutricional"),
      (.nutrition, "valori nutrizionali"),
    ]
    return Dictionary(
      rows.flatMap { row in row.1.split(separator: ",").map { (String($0), row.0) } },
      uniquingKeysWith: { first, _ in first })
  }()
}

extension StringProtocol {
  /// The text without certain marks at either end.
  func trimmed(marks: String) -> String {
    let front = drop { marks.contains($0) }
    guard let last = front.lastIndex(where: { !marks.contains($0) }) else { return "" }
    return String(front[...last])
  }
}
