import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct CookmateReaderTests {
  private let content = """
    <?xml version="1.0" encoding="utf-8"?>
    <cookbook version="66">
    <recipe>
    <title>Brownies</title><preptime>P0DT0H25M</preptime><cooktime>35mn</cooktime>
    <totaltime></totaltime><description>They turn out.</description>
    <ingredient><li>[Dough]</li><li>½ cup butter</li><li></li><li>*Frosting*</li><li>3 tbsp cocoa</li>
    </ingredient>
    <recipetext><li>Dough:</li><li>Melt &amp; mix.</li><li></li><li>2. Bake.</li></recipetext>
    <url>https://e.org/b</url>
    <imagepath>/storage/0123/Android/data/fr.cookbook/files/Pictures/Brown ies.jpg</imagepath>
    <imageurl>https://e.org/b.jpg</imageurl><quantity>16 brownies</quantity>
    <comments><li>Use dark cocoa.</li><li>Cool first.</li></comments>
    <nutrition><li>calories : 182.7 calories</li><li>fatContent : 9 g</li></nutrition>
    <category>Dessert</category><category>Cake</category><tag>kids, party</tag><cuisine>American</cuisine>
    <lang>en</lang><rating>4</rating><source>Angie</source><video>https://e.org/v</video>
    <favorite>1</favorite>
    </recipe></cookbook>
    """

  @Test func `all elements have their place`() throws {
    let pass = read(content, with: CookmateReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Brownies" && body.summary == "They turn out.")
    #expect(body.times.preparation?.minutes == 25 && body.times.cooking?.minutes == 35)
    #expect(body.times.total == nil && body.language == "en")
    #expect(body.yield == Yield(text: "16 brownies", amount: Quantity(16), unit: "brownies"))
    #expect(body.notes == ["Use dark cocoa.\nCool first."])
    #expect(
      body.nutrition == [
        NutritionFact(name: "calories", value: "182.7 calories"),
        NutritionFact(name: "fatContent", value: "9 g"),
      ])
    #expect(body.credit == Credit(source: "Angie", url: "https://e.org/b"))
    #expect(body.rating == Rating(value: 4))
    #expect(record.tags == ["Dessert", "Cake", "kids, party", "American"])
    #expect(
      record.images == [
        .member(name: "images/Brown ies.jpg"), .remote(url: "https://e.org/b.jpg"),
      ])
    #expect(record.extras.map(\.name) == ["video", "favorite"])
    #expect(body.ingredients.map(\.name) == ["Dough", "Frosting"])
    #expect(
      body.ingredients.map { $0.ingredients.map(\.text) } == [["½ cup butter"], ["3 tbsp cocoa"]])
    #expect(body.steps == [StepGroup(name: "Dough", steps: ["Melt & mix.", "Bake."])])
  }

  @Test func `older files write lines, and newer ones nest paths`() throws {
    let old = """
      <cookbook version="46"><recipe><title>A</title><ingredient>1 egg
      2 cups milk</ingredient><recipetext>Beat.

      Bake.</recipetext><imagepath><path>/sdcard/a.jpg</path><path>/sdcard/b.jpg</path></imagepath>
      <comments></comments><rating></rating></recipe></cookbook>
      """
    let record = try #require(read(old, with: CookmateReader.self).records.first)
    #expect(
      record.body.ingredients.flatMap { $0.ingredients.map(\.text) } == ["1 egg", "2 cups milk"])
    #expect(record.body.steps == [StepGroup(steps: ["Beat.", "Bake."])])
    #expect(record.images == [.member(name: "images/a.jpg"), .member(name: "images/b.jpg")])
    #expect(record.extras.isEmpty && record.warnings.isEmpty)
  }
}
