import RecipeFormats
import RecipeModel
import Testing

struct SmallTextFormatTests {
  private func records(
    _ content: String, _ reader: any RecipeReader.Type
  ) throws -> [RecipeRecord] {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    if case .reader(let found, _) = detection {
      #expect(found.format == reader.format)
    } else {
      Issue.record("it is not recognized")
    }
    let pass = read(content, with: reader)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    return pass.records
  }

  @Test func `AccuChef: each letter has its place, and RTF is text`() throws {
    let records = try records(
      #"""
      *****AccuChef Import File (C)SIVART Software
      ARye Soup
      BSoups
      CRye
      MServings 4
      P  : 60
      FKeeps well.
      HTop:
      I
      H2 tbsp
      ICream
      Kwhipped
      H
      ISalt
      JChop and
      Jboil.~
      JServe.
      Z.....End of recipe definition
      *****AccuChef Import File (C)SIVART Software
      ATea
      D2
      Mcups
      JX
      Z.....End of recipe definition
      *****AccuChef Import File (C)SIVART Software
      ABread
      MServings
      J{\rtf1\ansi{\fonttbl{\f0\fswiss Arial;
      J}}~
      J\pard\fs18\f1 Knead the p\'e2te,
      Jbake it.\par~
      J}~
      Z.....End of recipe definition
      """#, AccuChefReader.self)
    #expect(records.map(\.body.title) == ["Rye Soup", "Tea", "Bread"])
    let body = try #require(records.first?.body)
    #expect(records[0].tags == ["Soups", "Rye"] && body.yield?.amount == Quantity(4))
    #expect(body.times.preparation?.minutes == 60 && body.notes == ["Keeps well."])
    #expect(body.ingredients.map(\.name) == ["Top"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text) == ["2 tbsp Cream, whipped", "Salt"])
    #expect(body.steps.flatMap(\.steps) == ["Chop and boil.", "Serve."])
    #expect(records[1].body.yield?.amount == Quantity(2) && records[2].body.yield == nil)
    #expect(records[2].body.steps.flatMap(\.steps) == ["Knead the pâte, bake it."])
  }

  @Test func `Now You're Cooking: blocks in their order, labels behind them`() throws {
    let records = try records(
      """
      @@@@@ Now You're Cooking! Export Format

      Rye Soup

      soups,\tquick

      3/4 c. rye flour -- sifted
      ---------- TOP ----------
      2 tablespoons cream

      Boil the rye. Simmer
      for long.

      Serve.

      Contributor: Ida
      Yield:  4 servings
      Preparation Time: 00:05

      NYC Nutrition Analysis (per serving or yield unit): calories: 120, fat: 2 g
       NYC Nutrilink: N5504^19335

      ** Exported from Now You're Cooking! v5.59 **

      @@@@@ Now You're Cooking! Export Format

      Tea

      1 leaf

      Brew.
      """, NowYoureCookingReader.self)
    #expect(records.map(\.body.title) == ["Rye Soup", "Tea"])
    let body = try #require(records.first?.body)
    #expect(records[0].tags == ["soups", "quick"] && body.credit.author == "Ida")
    #expect(body.ingredients.map(\.name) == [nil, "TOP"])
    #expect(body.steps.flatMap(\.steps) == ["Boil the rye. Simmer for long.", "Serve."])
    #expect(body.yield?.amount == Quantity(4) && body.times.preparation?.minutes == 5)
    #expect(
      body.nutrition == [
        NutritionFact(name: "calories", value: "120"), NutritionFact(name: "fat", value: "2 g"),
      ])
    #expect(records[1].body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 leaf"])
  }

  @Test func `CookBook Manager: every key has its place`() throws {
    let records = try records(
      """
      name: "Rye: soup"
      servings: 4 bowls
      prep_time: PT10M
      cook_time: PT1H
      other_time: PT2H
      ingredients:
      - 1 onion
      - 'Top:'
      - 2 tbsp cream
      directions:
      - Chop.
      - Boil.
      notes: |
        Keeps well.
        Even cold.
      tags:
      - soup
      - quick, easy
      nutrition: 'calories: 120'
      rating: 4
      image: images/soup.jpg
      images: []
      video:
      source: https://example.org/soup
      last_cook: 2024-01-02
      """, CookBookManagerReader.self)
    let record = try #require(records.first)
    let body = record.body
    #expect(body.title == "Rye: soup" && body.yield?.text == "4 bowls")
    #expect(body.times.preparation?.minutes == 10 && body.times.cooking?.minutes == 60)
    #expect(body.ingredients.map(\.name) == [nil, "Top"])
    #expect(body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(body.notes == ["Keeps well.\nEven cold."] && record.tags == ["soup", "quick", "easy"])
    #expect(body.nutrition == [NutritionFact(name: "calories", value: "120")])
    #expect(body.rating == Rating(value: 4) && body.credit.url == "https://example.org/soup")
    #expect(record.images == [.member(name: "images/soup.jpg")])
    #expect(record.extras.map(\.name) == ["other_time", "last_cook"])
  }

  @Test(arguments: [
    "name: ci\non: push\njobs:\n  build:\n    steps: []\n", "name: tool\nversion: 1\n",
    "@@@@ -1,2 +3,4 @@@@\n", "*****\nA line\n", "name: x\nsome text\ningredients: y\n",
  ])
  func `other texts are left alone`(content: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
    guard case .nothing = RecipeReaders.detect(sample) else {
      Issue.record("a reader claims it")
      return
    }
  }
}
