import RecipeFormats

extension ReaderSample {
  /// Tables of two recipes each.
  static let tables: [ReaderSample] = [
    table(
      CSVReader.self,
      "Name;Zutaten;Zubereitung;Portionen\nSuppe;\"1 Zwiebel\n1 l Wasser\";Kochen.;4\n"
        + "Salat;1 Kopf Salat;Mischen.;2\n",
      "title,ingredients,steps\nT,1 egg,"),
    table(
      RecipeNLGReader.self,
      ",title,ingredients,directions,link,source,NER\n"
        + "0,Soup,\"[\"\"1 onion\"\"]\",\"[\"\"Cook.\"\"]\",example.org/1,Gathered,\"[\"\"onion\"\"]\"\n"
        + "1,Salad,\"[\"\"1 lettuce\"\"]\",\"[\"\"Toss.\"\"]\",example.org/2,Gathered,[]\n",
      "title,ingredients,directions,link,NER,more\nT,[],Cook.,a,[],"),
    table(
      FoodComReader.self,
      "name,id,minutes,contributor_id,submitted,tags,nutrition,n_steps,steps,description,"
        + "ingredients,n_ingredients\n"
        + "soup,7,30,1,2005-09-16,\"['easy']\",\"[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]\",1,"
        + "\"['cook']\",good,\"['onion']\",1\n"
        + "salad,8,5,1,2005-09-17,\"['easy']\",\"[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]\",1,"
        + "\"['toss']\",,\"['lettuce']\",1\n",
      "name,minutes,n_steps,ingredients,description\nT,1,1,['egg'],"),
    table(
      PlanToEatCSVReader.self,
      "Title,Main Ingredient,Url Host,Ingredients,Directions,Public Url,Photo Url\n"
        + "Soup,Onion,example.org,1 onion,Cook.,https://example.org/1,\n"
        + "Salad,Lettuce,example.org,1 lettuce,Toss.,https://example.org/2,\n",
      "Title,Url Host,Ingredients,Public Url,Photo Url,Directions\nT,h,1 egg,u,,"),
    table(
      MyRecipeBoxReader.self,
      "title,preparationTime,inactiveTime,ingredients,instructions,originalPicture,\n"
        + "Soup,10,0,1 onion,Cook.,,\nSalad,10,0,1 lettuce,Toss.,,\n",
      "title,inactiveTime,originalPicture,ingredients,instructions\nT,0,,1 egg,"),
    table(
      CookmateCSVReader.self,
      "title,prepTime,cookTime,ingredients,recipe,imageUrl,comments,video\n"
        + "Soup,10 min,20 min,1 onion,Cook.,,,\nSalad,10 min,,1 lettuce,Toss.,,,\n",
      "title,prepTime,ingredients,imageUrl,video,recipe\nT,1,1 egg,,,"),
  ]

  private static func table(
    _ reader: any RecipeReader.Type, _ content: String, _ front: String
  ) -> ReaderSample {
    ReaderSample(
      reader: reader, layout: "lines of two records", content: content, records: 2,
      withLongField: { front + "~" + String(repeating: "x", count: $0) + "\n" },
      isStrictUTF8: false)
  }
}
