import RecipeFormats

/// Samples of notes that hold recipes among other things, and of texts with sections.
extension ReaderSample {
  static let notes: [ReaderSample] = [
    ReaderSample(
      reader: EnexReader.self, layout: "two notes",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
        <en-export export-date="20240131T120000Z" application="Evernote" version="10">
        <note><title>Soup</title><content><![CDATA[<?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><div>Ingredients</div>
        <div>1 onion</div><div>Directions</div><div>Boil.</div></en-note>]]></content></note>
        <note><title>Crème</title><content><![CDATA[<en-note><div>Ingrédients</div><ul><li>1 l lait</li>
        </ul><div>Préparation</div><div>Cuire.</div></en-note>]]></content></note></en-export>
        """,
      records: 2,
      withLongField: { count in
        "<en-export><note><title>T</title><content><![CDATA[<en-note><p>Ingredients</p><p>1 egg</p>"
          + "<p>Directions</p><p>~" + String(repeating: "x", count: count)
          + "</p></en-note>]]></content></note></en-export>"
      },
      nested: "<en-export><note>" + String(repeating: "<a>", count: 100_000), isStrictUTF8: false),
    ReaderSample(
      reader: EasyRecipeDeluxeReader.self, layout: "lines of two recipes",
      content: """
        *Soup
        ______________________________
        Category: Soups
        Yield: 2
        ______________________________

        [Ingredients]

        1 l water

        [Instruction]

        Boil.


        *Salad
        ______________________________
        Category: Salads
        ______________________________
        [Ingredients]
        1 lettuce
        [Instruction]
        Toss.

        """, records: 2,
      withLongField: {
        "T\n____________________\nCategory: c\n____________________\n[Ingredients]\n1 egg\n"
          + "[Instruction]\n~" + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
  ]
}
