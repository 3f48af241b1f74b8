/// What a unit of an ingredient line measures, and how much of it one is.
///
/// Amounts in different units of one dimension can be compared by it; it is not for cooking by:
/// household measures differ from country to country by a few parts in a hundred.
public struct UnitMeasure: Sendable, Equatable {
  public enum Dimension: UInt8, Sendable {
    case volume
    case mass
    case count
  }

  public var dimension: Dimension
  /// Millilitres, grams or pieces.
  public var size: Double

  /// Reads a unit as stated, such as `Tbsp.` or `EL`; nil for none that has a size of its own, such
  /// as a can.
  public init?(unit: TextBytes) {
    var word = unit.trimmed()
    if word.last == UInt8(ascii: ".") { word = word.part(0..<word.count - 1) }
    // The one abbreviation whose letter case tells two units apart.
    let isCapitalT = word.count == 1 && word.first == UInt8(ascii: "T")
    let row = isCapitalT ? UnitMeasure.tablespoon : UnitMeasure.words.value(of: word)
    guard let row else { return nil }
    self = UnitMeasure.rows[row].measure
  }

  private init(_ dimension: Dimension, _ size: Double) {
    self.dimension = dimension
    self.size = size
  }

  private static let tablespoon = 1

  /// In English, German, French, Spanish and Italian; US measures where countries differ.
  private static let rows: [(measure: UnitMeasure, words: String)] = [
    (
      UnitMeasure(.volume, 4.93),
      """
      teaspoon teaspoons tsp tsps ts t tl teelöffel kaffeelöffel càc cac c.à.c cc cucharadita \
      cucharaditas cdta cdtas cdita cditas cucchiaino cucchiaini
      """
    ),
    (
      UnitMeasure(.volume, 14.79),
      """
      tablespoon tablespoons tbsp tbsps tbs tb tbl tblsp el esslöffel eßlöffel càs cas c.à.s cs \
      cucharada cucharadas cda cdas cucchiaio cucchiai
      """
    ),
    (UnitMeasure(.volume, 236.6), "cup cups c tasse tassen taza tazas tazza tazze"),
    (UnitMeasure(.volume, 29.57), "floz"),
    (UnitMeasure(.volume, 473.2), "pint pints pt pts"),
    (UnitMeasure(.volume, 946.4), "quart quarts qt qts"),
    (UnitMeasure(.volume, 3785), "gallon gallons gal"),
    (UnitMeasure(.volume, 1), "ml mls milliliter milliliters millilitre millilitres"),
    (UnitMeasure(.volume, 10), "cl centiliter centilitre"),
    (UnitMeasure(.volume, 100), "dl deciliter deciliters decilitre"),
    (UnitMeasure(.volume, 1000), "l liter liters litre litres litro litros litri"),
    (UnitMeasure(.mass, 0.001), "mg"),
    (
      UnitMeasure(.mass, 1),
      "g gr gm gms gram grams gramme grammes gramm gramo gramos grammo grammi"
    ),
    (UnitMeasure(.mass, 100), "etto etti"),
    (UnitMeasure(.mass, 1000), "kg kgs kilo kilos kilogram kilograms"),
    (UnitMeasure(.mass, 28.35), "ounce ounces oz ozs onza onzas"),
    (UnitMeasure(.mass, 453.6), "lb lbs pound pounds libra libras"),
    (UnitMeasure(.mass, 500), "pfund livre livres"),
    (UnitMeasure(.count, 12), "dozen"),
  ]

  private static let phrases: [(row: Int, phrase: String)] = [
    (0, "cuillère à café"), (0, "cuillères à café"), (0, "cuillere a cafe"),
    (0, "cuilleres a cafe"),
    (0, "cuillère à thé"), (0, "cuillères à thé"), (0, "cuillerée à café"),
    (0, "cuillerées à café"), (0, "cuiller à café"), (0, "c à café"), (0, "c. à café"),
    (0, "c. à thé"), (0, "c à c"), (0, "c. à c"), (0, "c. a cafe"), (0, "cucchiaino da tè"),
    (1, "cuillère à soupe"), (1, "cuillères à soupe"), (1, "cuillere a soupe"),
    (1, "cuilleres a soupe"), (1, "cuillerée à soupe"), (1, "cuillerées à soupe"),
    (1, "cuiller à soupe"), (1, "c à soupe"), (1, "c. à soupe"), (1, "c à s"), (1, "c. à s"),
    (1, "c. a soupe"), (1, "cucharada sopera"), (1, "cucharadas soperas"),
    (1, "cucchiaio da tavola"), (1, "cucchiai da tavola"),
    (3, "fl oz"), (3, "fl. oz"), (3, "fluid ounce"), (3, "fluid ounces"), (3, "fl ounce"),
    (3, "fl ounces"),
  ]

  private static let words = WordTable(
    rows.enumerated().flatMap { row in
      row.element.words.split(separator: " ").map { (String($0), row.offset) }
    } + phrases.map { ($0.phrase, $0.row) })
}
