/// Words that texts about cooking are full of, and others are not.
enum CookingWords {
  /// How many different ones a text holds, up to a limit.
  static func count(in text: String, limit: Int) -> Int {
    var found: Set<Substring> = []
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) where words.contains(word)
    {
      found.insert(word)
      if found.count >= limit { break }
    }
    return found.count
  }

  private static let words = Set(
    """
    cook bake boil fry roast grill simmer stir whisk chop slice oven preheat preheated saucepan \
    skillet bowl dough batter knead season drain tablespoon teaspoon tbsp tsp cup cups garlic \
    onion butter flour sugar salt pepper
    kochen backen braten dünsten rühren verrühren schneiden ofen backofen vorheizen pfanne topf \
    schüssel teig kneten würzen abgießen zwiebel zwiebeln knoblauch mehl zucker salz pfeffer
    cuire mélanger couper hacher fouetter four préchauffer poêle casserole saladier pâte pétrir \
    assaisonner égoutter oignon oignons ail beurre farine sucre sel poivre
    cocer hornear freír mezclar cortar picar batir horno precalentar sartén olla masa amasar \
    sazonar cebolla ajo mantequilla harina azúcar sal pimienta
    cuocere mescolare tagliare tritare sbattere forno preriscaldare padella pentola ciotola \
    impasto impastare scolare cipolla aglio burro farina zucchero sale pepe
    kok koke stek steke bland rør skjær ovn ovnen stekeovnen stekepanne gryte bolle deig smak \
    løk hvitløk smør mel hvetemel sukker salt koken bakken snijd oven ui boter meel suiker
    """.split(whereSeparator: \.isWhitespace))
}
