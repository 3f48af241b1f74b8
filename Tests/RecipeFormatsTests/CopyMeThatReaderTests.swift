import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct CopyMeThatReaderTests {
  private func page(_ recipes: String...) -> String {
    """
    <!DOCTYPE html>
    <head><meta name="copymethat_class_id_version" content="2"></head>
    <html><body>
    \(recipes.map { "<div class = \"recipe\">\($0)</div>" }.joined(separator: "\n"))
    </body></html>
    """
  }

  @Test func `every part has its place`() throws {
    let pass = read(
      page(
        """
        <div id = "name">
            Rye &#39;n&#39; oats
        </div>
        <div id = "link">
            Adapted from <a id = "original_link" href = "https://e.org/rye?a&amp;b">https://e.org</a>
        </div>
        <img class= "recipeImage" src = "images/rye_1.jpg" width="120px"/>
        <div id = "description">Dark.<br>Dense.</div>
        <div id = "categories"><span>Tags: </span>
            <span class = "recipeCategory">bread</span><span> </span>
            <span class = "recipeCategory">rye, dark</span><span> </span></div>
        <div id = "extra_info"><span id="made_this"> I made this. </span>
            <span id="starred">Is starred. </span>
            <span id="rating">Rated <span id = "ratingValue">4</span>/5</span></div>
        <div id = "servings">Servings: <a id="recipeYield">6</a></div>
        <div id= "recipeIngredient_header">Ingredients</div>
        <ul id = "recipeIngredients">
            <li class= "recipeIngredient_subheader">Dough:</li>
            <li class= "recipeIngredient">
                500 g rye flour
            </li>
            <li class= "recipeIngredient_spacer"></li>
            <li class= "recipeIngredient_note">Weigh the water.</li>
            <li class= "recipeIngredient">Salt</li></ul>
        <div id= "recipeInstructions_header">Steps</div>
        <ol id = "recipeInstructions"><li class = "instruction_subheader">Dough</li>
            <li class = "instruction" value = "1">Mix.</li>
            <li class = "instruction" value = "2">Bake.</li></ol>
        <div id="recipeNotes_header">Notes</div>
        <ul id = "recipeNotes"><li class = "recipeNote">Keeps.</li></ul>
        <div id="cooked_on">Sunday</div>
        """), with: CopyMeThatReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Rye 'n' oats" && body.summary == "Dark.\nDense.")
    #expect(body.credit == Credit(url: "https://e.org/rye?a&b"))
    #expect(record.images == [.member(name: "images/rye_1.jpg")])
    #expect(record.tags == ["bread", "rye, dark"])
    #expect(body.rating == Rating(value: 4))
    #expect(body.yield == Yield(text: "6 servings", amount: Quantity(6), unit: "servings"))
    #expect(body.ingredients.map(\.name) == ["Dough"])
    #expect(body.ingredients.flatMap(\.ingredients).map(\.text) == ["500 g rye flour", "Salt"])
    #expect(body.steps == [StepGroup(name: "Dough", steps: ["Mix.", "Bake."])])
    #expect(body.notes == ["Weigh the water.", "Keeps."])
    #expect(
      record.extras == [
        JSONMember("made_this", .bool(true)), JSONMember("starred", .bool(true)),
        JSONMember("cooked_on", .string("Sunday")),
      ])
  }

  @Test func `the ids repeat in every recipe, and one bad recipe stops no other`() {
    let pass = read(
      page("<div id=name>A</div>", "<div id=name> </div>", "<div id=name>B</div>"),
      with: CopyMeThatReader.self)
    #expect(pass.records.map(\.body.title) == ["A", "B"])
    #expect(pass.rejections.map(\.code) == [.missingTitle])
    #expect(pass.rejections.first?.location.line == 5)
  }

  @Test func `a recipe that is not marked as one is told of once`() {
    let pass = read(
      page("<div id=name>A</div>")
        .replacing("</body>", with: "<p id=name>B</p><ul id=recipeIngredients></ul></body>"),
      with: CopyMeThatReader.self)
    #expect(pass.records.map(\.body.title) == ["A"])
    #expect(pass.rejections.map(\.code) == [.malformedText])
  }

  @Test func `a book is credited by its words`() {
    let pass = read(
      page("<div id=name>A</div><div id=link>The Mill book</div>"), with: CopyMeThatReader.self)
    #expect(pass.records.first?.body.credit == Credit(source: "The Mill book"))
  }
}
