import RecipeFormats
import RecipeModel
import Testing

/// Paprika's HTML export: a folder of pages with microdata, and of pictures.
struct PaprikaPageTests {
  private let page = """
    <!DOCTYPE html>
    <html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <title>Rye loaf</title><style>.recipe { margin: 0 }</style></head><body>
    <!-- Recipe -->
    <div class="recipe" itemscope itemtype="http://schema.org/Recipe" >
    <div class="infobox"><div class="photobox"><a href="Images/A1/B2.jpg">
    <img src="Images/A1/B2.jpg" itemprop="image" class="photo photoswipe"/></a></div>
    <h1 itemprop="name" class="name">Rye loaf</h1>
    <p itemprop="aggregateRating" class="rating" value="4">★★★★☆</p>
    <p itemprop="recipeCategory" class="categories">Bread, Rye</p>
    <p class="metadata"><b>Prep Time: </b><span itemprop="prepTime">20 mins</span>
    <b>Servings: </b><span itemprop="recipeYield">2 loaves</span>
    <b>Source: </b><a itemprop="url" href="https://e.org/rye"><span itemprop="author">e.org</span></a>
    </p></div>
    <div class="left-column"><div class="ingredientsbox"><h3 class="subhead">Ingredients</h3>
    <div class="ingredients text"><p class="line" itemprop="recipeIngredient">Dough:</p>
    <p class="line" itemprop="recipeIngredient"><strong>500</strong> g rye flour</p></div></div></div>
    <div class="right-column"><div class="directionsbox"><h3 class="subhead">Directions</h3>
    <div itemprop="recipeInstructions" class="directions text"><p class="line">1. Mix.</p>
    <p class="line">Bake.</p></div></div>
    <div class="notesbox"><h3 class="subhead">Notes</h3>
    <div itemprop="comment" class="notes text"><p class="line">Keeps.</p></div></div>
    <div class="nutritionbox"><div itemprop="nutrition" class="nutrition text">
    <p class="line">Calories: 210</p></div></div></div></div></body></html>
    """

  @Test func `every part has its place`() throws {
    let pass = read(page, with: HTMLReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Rye loaf" && body.rating == Rating(value: 4))
    #expect(record.tags == ["Bread", "Rye"])
    #expect(body.times.preparation?.minutes == 20 && body.yield?.text == "2 loaves")
    #expect(body.credit == Credit(author: "e.org", url: "https://e.org/rye"))
    #expect(body.ingredients.map(\.name) == ["Dough"])
    #expect(body.ingredients.flatMap(\.ingredients).map(\.text) == ["500 g rye flour"])
    #expect(body.steps == [StepGroup(steps: ["Mix.", "Bake."])])
    #expect(body.notes == ["Keeps."])
    #expect(body.nutrition == [NutritionFact(name: "nutrition", value: "Calories: 210")])
    #expect(record.images == [.member(name: "Images/A1/B2.jpg")])
    #expect(record.extras.isEmpty && record.warnings.isEmpty)
  }
}
