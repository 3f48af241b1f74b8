import RecipeFormats

extension ReaderSample {
  static let all = documents + notes + programs + smallPrograms + tables + texts

  private static let documents: [ReaderSample] = [
    ReaderSample(
      reader: JSONLDReader.self, layout: "one object",
      content: #"""
        {"@context": "https://schema.org", "@type": "Recipe", "name": "Rye bread",
         "recipeIngredient": ["500 g rye flour", "10 g salt"], "recipeInstructions": "Mix.\nBake."}
        """#,
      records: 1, withLongField: jsonLD, nested: nestedJSON),
    ReaderSample(
      reader: JSONLDReader.self, layout: "a graph",
      content: #"""
        {"@context": "https://schema.org", "@graph": [
          {"@type": "Person", "@id": "#me", "name": "Ida"},
          {"@type": "Recipe", "name": "Rye bread", "author": {"@id": "#me"},
           "recipeIngredient": ["500 g rye flour"], "recipeInstructions": ["Mix.", "Bake."]},
          {"@type": "Recipe", "name": "Oat bread", "author": {"@id": "#me"},
           "recipeIngredient": ["500 g oats"], "recipeInstructions": ["Mix.", "Bake."]}]}
        """#,
      records: 2, withLongField: jsonLD, nested: nestedJSON),
    ReaderSample(
      reader: JSONLDReader.self, layout: "JSON lines", content: jsonLDLines, records: 3,
      withLongField: jsonLD, nested: nestedJSON),
    ReaderSample(
      reader: MasterCookTextReader.self, layout: "lines of two recipes",
      content: """
                       *  Exported from  MasterCook  *

                                  Soup

        Serving Size  : 2    Preparation Time :0:10
        Categories    : Soups

          Amount  Measure       Ingredient -- Preparation Method
        --------  ------------  --------------------------------
           1      cup           Water

           Cook.

                         - - - - - - - - - - - - - -

                       *  Exported from  MasterCook  *

                                  Salad

           Toss.

                         - - - - - - - - - - - - - -

        """, records: 2,
      withLongField: { count in
        "* Exported from MasterCook *\n T\n\n~" + String(repeating: "x", count: count) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: MealMasterReader.self, layout: "lines of two recipes",
      content: """
        ---------- Recipe via Meal-Master (tm) v8.05

              Title: Soup
         Categories: Soups
              Yield: 2 servings

              1    Onion                               1 ts Salt
              1 c  Water

          Cook.
        -----

        MMMMM----- Recipe via Meal-Master (tm) v8.05

              Title: Salad

              1    Lettuce

          Toss.
        MMMMM

        """, records: 2,
      withLongField: { count in
        "MMMMM----- Meal-Master\n  Title: T\n\n  ~" + String(repeating: "x", count: count)
          + "\nMMMMM\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: PlainJSONReader.self, layout: "JSON lines",
      content: """
        {"title":"Soup","ingredients":["1 onion"],"directions":["Cook."],"tags":["quick"]}
        {"title":"Salad","ingredients":["1 lettuce"],"directions":["Toss."],"tags":[]}

        """, records: 2, withLongField: plain, nested: nestedJSON),
    ReaderSample(
      reader: PlainJSONReader.self, layout: "an array",
      content: """
        [{"title": "Soup", "ingredients": ["1 onion"], "directions": ["Cook."]},
         {"title": "Salad", "ingredients": ["1 lettuce"], "directions": ["Toss."]}]
        """, records: 2, withLongField: plain, nested: nestedJSON),
    ReaderSample(
      reader: PaprikaReader.self, layout: "one object", content: paprika("Crisp & quick."),
      records: 1, withLongField: { paprika("~" + String(repeating: "x", count: $0)) },
      nested: nestedJSON),
    ReaderSample(
      reader: CookMLReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE cookml SYSTEM "cookml.dtd">
        <cookml version="1.0.13" prog="Test" progver="1"><recipe lang="de">
        <head title="Suppe" servingqty="4"/><part><ingredient qty="1" item="Zwiebel"/></part>
        <preparation><text>Kochen.</text></preparation></recipe>
        <recipe><head title="Grünes"/><preparation><step>Mischen.</step></preparation></recipe>
        </cookml>
        """,
      records: 2,
      withLongField: { count in
        "<cookml><recipe><head title=\"T\"/><remark><line>~" + String(repeating: "x", count: count)
          + "</line></remark></recipe></cookml>"
      },
      nested: nestedXML("<cookml><recipe>"), isStrictUTF8: false),
    ReaderSample(
      reader: CopyMeThatReader.self, layout: "two recipes",
      content: """
        <!DOCTYPE html><head><meta name="copymethat_class_id_version" content="2"></head>
        <html><body><div class = "recipe"><div id = "name">Soup</div>
        <ul id = "recipeIngredients"><li class= "recipeIngredient">1 onion</li></ul></div>
        <div class = "recipe"><div id = "name">Crème</div></div></body></html>
        """,
      records: 2,
      withLongField: { count in
        "<html><div class=recipe><div id=name>T</div><div id=description>~"
          + String(repeating: "x", count: count) + "</div></div></html>"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: GourmetReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE gourmetDoc>
        <gourmetDoc><recipe id="1"><title>Soup</title><ingredient-list><ingredient>
        <amount>1</amount><item>onion</item></ingredient></ingredient-list>
        <instructions>Cook.</instructions></recipe>
        <recipe id="2"><title>Crème</title><ingredient-list><ingref refid="1" amount="1">Soup
        </ingref></ingredient-list><instructions>Toss.</instructions></recipe></gourmetDoc>
        """,
      records: 2, withLongField: { inXML("gourmetDoc", "recipe", "title", "modifications", $0) },
      nested: nestedXML("<gourmetDoc><recipe>"), isStrictUTF8: false),
    ReaderSample(
      reader: HTMLReader.self, layout: "a page with JSON-LD and microdata",
      content: """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <script type="application/ld+json">
        {"@type": "Recipe", "name": "Soup", "recipeIngredient": ["1 onion"]}
        </script></head><body><div itemscope itemtype="https://schema.org/Recipe">
        <h1 itemprop="name">Crème</h1><li itemprop="recipeIngredient">1 egg
        <p itemprop="recipeInstructions">Stir.</p></div></body></html>
        """,
      records: 2,
      withLongField: { count in
        "<html><body><div itemscope itemtype='http://schema.org/Recipe'><b itemprop=name>T</b>"
          + "<p itemprop=ingredients>1 egg</p><p itemprop=description>~"
          + String(repeating: "x", count: count) + "</p></div></body></html>"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: KreMLReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="UTF-8" ?>
        <krecipes version="2.0" lang="de"><krecipes-recipe><krecipes-description>
        <title>Suppe</title></krecipes-description><krecipes-ingredients><ingredient>
        <name>Zwiebel</name><amount>1</amount></ingredient></krecipes-ingredients>
        <krecipes-instructions>Kochen.</krecipes-instructions></krecipes-recipe>
        <krecipes-recipe><krecipes-description><title>Grünes</title></krecipes-description>
        </krecipes-recipe></krecipes>
        """,
      records: 2,
      withLongField: { count in
        "<krecipes><krecipes-recipe><krecipes-description><title>T</title></krecipes-description>"
          + "<krecipes-instructions>~" + String(repeating: "x", count: count)
          + "</krecipes-instructions></krecipes-recipe></krecipes>"
      },
      nested: nestedXML("<krecipes><krecipes-recipe>"), isStrictUTF8: false),
    ReaderSample(
      reader: MX2Reader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" standalone="yes" encoding="ISO-8859-1"?>
        <!DOCTYPE mx2 SYSTEM "mx2.dtd">
        <mx2 source="MasterCook" date="May 01, 2002"><Summ><Nam>Soup</Nam></Summ>
        <RcpE name="Soup & more" author="n/a"><Serv qty="4"/>
        <IngR name="9" pie crust" qty="1"></IngR><DirS><DirT>Cook.</DirT></DirS></RcpE>
        <RcpE name="Salad" author=""><DirS><DirT>Toss.</DirT></DirS></RcpE></mx2>
        """,
      records: 2,
      withLongField: { count in
        "<mx2><RcpE name=\"T\"><Note>~" + String(repeating: "x", count: count)
          + "</Note></RcpE></mx2>"
      },
      nested: nestedXML("<mx2><RcpE name=\"T\">"), isStrictUTF8: false),
    ReaderSample(
      reader: RecipeKeeperReader.self, layout: "two recipes",
      content: """
        <!DOCTYPE html><html><body><div class="recipe-details"><meta content="1" itemprop="recipeId">
        <h2 itemprop="name">Soup</h2><div itemprop="recipeIngredients"><p>1 onion</p></div></div>
        <div class="recipe-details"><h2 itemprop="name">Crème</h2></div></body></html>
        """,
      records: 2,
      withLongField: { count in
        "<html><div class=recipe-details><h2 itemprop=name>T</h2><div itemprop=recipeNotes>~"
          + String(repeating: "x", count: count) + "</div></div></html>"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: RecipeMLReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <recipeml version="0.5"><recipe><head><title>Soup</title></head>
        <ingredients><ing><amt><qty>1</qty></amt><item>onion</item></ing></ingredients>
        <directions><step>Cook.</step></directions></recipe>
        <recipe><head><title>Salad</title></head>
        <ingredients><ing><item>lettuce</item></ing></ingredients>
        <directions><step>Toss.</step></directions></recipe></recipeml>
        """,
      records: 2,
      withLongField: { count in
        "<recipeml><recipe><head><title>T</title></head><description>~"
          + String(repeating: "x", count: count) + "</description></recipe></recipeml>"
      },
      nested: "<recipeml><recipe>" + String(repeating: "<a>", count: 100_000)),
    ReaderSample(
      reader: RezKonvReader.self, layout: "lines of two recipes",
      content: """
        ========== REZKONV-Rezept - RezkonvSuite v1.4

             Titel: Suppe
        Kategorien: Suppen
             Menge: 2 Portionen

              1           Zwiebel
            1/2     Ltr. Wasser

        ============================== QUELLE ==============================
                           Ida

        Kochen.
        =====

        ========== REZKONV-Rezept - RezkonvSuite v1.4

             Titel: Salat

              1       Kopf Salat

        Mischen.
        =====

        """, records: 2,
      withLongField: { count in
        "========== REZKONV\n  Titel: T\n\n~" + String(repeating: "x", count: count) + "\n=====\n"
      }, isStrictUTF8: false),
  ]

  private static let nestedJSON =
    #"{"@type":"Recipe","name":"T","x":"# + String(repeating: "[", count: 100_000)
    + String(repeating: "]", count: 100_000) + "}"

  private static let jsonLDLines = """
    {"@context":"https://schema.org","@type":"Recipe","name":"A","recipeIngredient":["1 egg"]}
    {"@context":"https://schema.org","@type":"Recipe","name":"B","recipeIngredient":["2 eggs"]}
    {"@context":"https://schema.org","@type":"Recipe","name":"C","recipeIngredient":["3 eggs"]}
    """

  @Sendable private static func jsonLD(_ count: Int) -> String {
    #"{"@type":"Recipe","name":"T","recipeInstructions":"~"#
      + String(repeating: "x", count: count) + #""}"#
  }

  @Sendable private static func plain(_ count: Int) -> String {
    #"{"title":"T","ingredients":["1 egg"],"directions":"~"#
      + String(repeating: "x", count: count) + #""}"#
  }

  @Sendable private static func paprika(_ notes: String) -> String {
    #"{"uid":"A-1","name":"Flat bread","ingredients":"1 cup flour","directions":"Bake.","notes":""#
      + notes + #"","hash":"00","photo":null,"photo_hash":null,"photo_data":null,"source_url":""}"#
  }

  private static func nestedXML(_ front: String) -> String {
    front + String(repeating: "<a>", count: 100_000)
  }

  /// A document with one record, which has a title and a long field.
  @Sendable private static func inXML(
    _ root: String, _ record: String, _ title: String, _ field: String, _ count: Int
  ) -> String {
    "<\(root)><\(record)><\(title)>T</\(title)><\(field)>~"
      + String(repeating: "x", count: count) + "</\(field)></\(record)></\(root)>"
  }
}
