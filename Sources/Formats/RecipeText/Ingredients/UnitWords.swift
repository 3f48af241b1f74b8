/// The words of the unit table, by language; a word of two languages stands in the first.
enum UnitWords {
  static let words: [String] = (english + german + french + spanish + italian)
    .split(whereSeparator: \.isWhitespace).map(String.init)

  static let phrases: [String] = [
    "fl oz", "fl. oz", "fluid ounce", "fluid ounces", "fl ounce", "fl ounces",
    "cuillère à soupe", "cuillères à soupe", "cuillère à café", "cuillères à café",
    "cuillere a soupe", "cuilleres a soupe", "cuillere a cafe", "cuilleres a cafe",
    "cuillère à thé", "cuillères à thé", "cuillerée à soupe", "cuillerées à soupe",
    "cuillerée à café", "cuillerées à café", "cuiller à soupe", "cuiller à café",
    "c à soupe", "c à café", "c. à soupe", "c. à café", "c. à thé", "c à s", "c à c",
    "c. à s", "c. à c", "c. a soupe", "c. a cafe",
    "cucharada sopera", "cucharadas soperas", "cucharada de postre",
    "cucchiaio da tavola", "cucchiai da tavola", "cucchiaino da tè",
  ]

  private static let english = """
    cup cups c tablespoon tablespoons tbsp tbsps tbs tb tbl tblsp teaspoon teaspoons tsp tsps \
    ts t g gr gm gms gram grams gramme grammes kg kgs kilo kilos kilogram kilograms mg ounce \
    ounces oz ozs lb lbs pound pounds pint pints pt pts quart quarts qt qts gallon gallons gal \
    l liter liters litre litres ml mls milliliter milliliters millilitre millilitres dl \
    deciliter deciliters decilitre cl centiliter centilitre pinch pinches dash dashes drop \
    drops splash splashes drizzle handful handfuls bunch bunches sprig sprigs stalk stalks \
    stick sticks slice slices piece pieces clove cloves head heads can cans tin tins jar jars \
    bottle bottles package packages pkg pkgs packet packets pack packs bag bags box boxes \
    carton cartons container containers envelope envelopes loaf loaves sheet sheets ear ears \
    rib ribs strip strips cube cubes knob knobs inch inches cm dozen scoop scoops serving \
    servings part parts shot shots jigger jiggers glass glasses tub tubs block blocks bulb \
    bulbs wedge wedges batch batches dollop dollops floz fillet fillets

    """

  private static let german = """
    el tl esslöffel eßlöffel teelöffel kaffeelöffel msp messerspitze messerspitzen prise \
    prisen tasse tassen becher glas gläser dose dosen päckchen pck pä packung packungen pkt \
    paket pakete bund bd zehe zehen scheibe scheiben stück stücke stk st stange stangen zweig \
    zweige blatt blätter kopf köpfe würfel tropfen spritzer schuss schuß handvoll pfund gramm \
    liter flasche flaschen beutel tüte tüten kugel kugeln rolle rollen tafel tafeln stiel \
    stiele knolle knollen

    """

  private static let french = """
    càs càc cas cac c.à.s c.à.c cs cc pincée pincées pincee verre verres gousse gousses tranche \
    tranches branche branches brin brins feuille feuilles botte bottes bouquet bouquets sachet \
    sachets paquet paquets pot pots boîte boîtes boite boites brique briques briquette noix \
    morceau morceaux filet filets livre livres bouteille bouteilles poignée poignées goutte \
    gouttes tablette tablettes rouleau rouleaux

    """

  private static let spanish = """
    taza tazas cucharada cucharadas cucharadita cucharaditas cda cdas cdta cdtas cdita cditas \
    pizca pizcas vaso vasos diente dientes rama ramas ramita ramitas hoja hojas lata latas \
    paquete paquetes sobre sobres litro litros gramo gramos libra libras onza onzas puñado \
    puñados rebanada rebanadas rodaja rodajas loncha lonchas trozo trozos manojo manojos bote \
    botes botella botellas gota gotas chorro chorrito unidad unidades

    """

  private static let italian = """
    tazza tazze cucchiaio cucchiai cucchiaino cucchiaini pizzico pizzichi bicchiere bicchieri \
    spicchio spicchi fetta fette rametto rametti foglia foglie scatola scatole lattina lattine \
    pacchetto pacchetti bustina bustine litri grammo grammi etto etti mazzetto mazzo ciuffo \
    goccia gocce manciata noce vasetto barattolo confezione confezioni bottiglia bottiglie filo
    """
}
