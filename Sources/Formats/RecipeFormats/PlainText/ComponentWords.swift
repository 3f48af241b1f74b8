/// Words that name a part of a dish, and no dish.
enum ComponentWords {
  /// Whether a line names a part: `For the sauce:`, `Teig`, `Pour la garniture`.
  static func isComponent(_ line: String) -> Bool {
    let words = words(of: line)
    guard let first = words.first, words.count <= 6 else { return false }
    if words.count > 1, prepositions.contains(first) { return true }
    let bare = words.drop { articles.contains($0) }
    return bare.count == 1 && bare.first.map(components.contains) ?? false
  }

  /// Whether what stands behind the word for ingredients says that they are those of a part.
  static func isComponent(in rest: String) -> Bool {
    guard !rest.contains(where: \.isNumber) else { return false }
    return words(of: rest).contains { components.contains($0) }
  }

  private static func words(of line: String) -> [String] {
    line.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
  }

  private static let prepositions: Set<String> = [
    "for", "für", "pour", "para", "per", "til", "till", "voor",
  ]

  private static let articles: Set<String> = [
    "the", "a", "der", "die", "das", "den", "le", "la", "les", "el", "los", "las", "il", "lo",
    "gli", "de", "het", "o", "os", "as",
  ]

  private static let components = Set(
    """
    sauce dough filling topping toppings frosting icing glaze crust dressing marinade batter base \
    garnish crumble streusel syrup rub stuffing assembly pastry broth
    teig füllung soße sosse guss glasur belag streusel marinade boden creme deko tränke
    pâte garniture glaçage nappage sauce marinade farce crème base sirop
    masa relleno salsa cobertura glaseado marinada aderezo base almíbar
    impasto pasta ripieno farcitura salsa glassa copertura marinata base crema
    deeg vulling saus glazuur deig fyll saus glasur topping deg fyllning sås dej fyld
    recheio massa molho calda cobertura
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
