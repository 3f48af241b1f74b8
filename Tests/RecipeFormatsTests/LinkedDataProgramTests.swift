import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

/// Nextcloud Cookbook and RecipeSage, which write schema.org's recipes with habits of their own.
struct LinkedDataProgramTests {
  private func format(_ content: String, named name: String = "", isWhole: Bool = true) -> String? {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: isWhole, memberName: name)
    guard case .reader(let reader, _) = RecipeReaders.detect(sample) else { return nil }
    return reader.format.name
  }

  // MARK: - Nextcloud Cookbook

  private let saved = #"""
    {
        "@context": "http:\/\/schema.org",
        "@type": "Recipe",
        "name": "Rye bread",
        "image": "\/Recipes\/Rye bread\/full.jpg",
        "recipeYield": 2,
        "prepTime": "PT0H15M",
        "totalTime": null,
        "recipeIngredient": ["## Dough", "500 g rye flour", "## Top", "1 tsp caraway"],
        "recipeInstructions": {"2": "## Oven", "0": "## Bowl", "1": "Mix.\n", "3": "Bake."},
        "keywords": null,
        "recipeCategory": "Bread",
        "nutrition": [],
        "tool": ["Tin"],
        "url": "https:\/\/e.org\/rye",
        "id": 4485,
        "dateCreated": "0",
        "dateModified": "1607461134",
        "printImage": false,
        "imageUrl": "\/index.php\/apps\/cookbook\/recipes\/4485\/image?size=full"
    }
    """#

  @Test func `what the app saved is read with what it adds`() throws {
    let record = try #require(read(saved, with: NextcloudReader.self).records.first)
    let body = record.body
    #expect(body.title == "Rye bread" && body.yield?.amount == Quantity(2))
    #expect(body.ingredients.map(\.name) == ["Dough", "Top"])
    #expect(
      body.steps == [
        StepGroup(name: "Bowl", steps: ["Mix."]), StepGroup(name: "Oven", steps: ["Bake."]),
      ])
    #expect(body.equipment == ["Tin"] && record.tags == ["Bread"])
    #expect(record.externalID == "4485")
    #expect(record.createdAt == nil && record.updatedAt?.description == "2020-12-08T20:58:54.000Z")
    #expect(record.images == [.sidecar(name: "full.*", isExpected: false)])
    #expect(record.extras.isEmpty && record.warnings.isEmpty)
  }

  @Test func `an address of the picture stays beside the stored one`() throws {
    let content = saved.replacing(
      #""\/Recipes\/Rye bread\/full.jpg""#, with: #""https:\/\/e.org\/a.jpg""#)
    let record = try #require(read(content, with: NextcloudReader.self).records.first)
    #expect(
      record.images == [
        .sidecar(name: "full.*", isExpected: false), .remote(url: "https://e.org/a.jpg"),
      ])
  }

  @Test func `the app's recipes are told from linked data of others`() {
    #expect(format(saved) == "nextcloud")
    let bare = """
      {
          "@context": "http:\\/\\/schema.org",
          "@type": "Recipe",
          "name": "A",
          "tool": []
      }
      """
    #expect(format(bare) == "json-ld")
    #expect(format(bare, named: "A/recipe.json") == "nextcloud")
    #expect(format(bare, named: "A/other.json") == "json-ld")
    #expect(format(bare.replacing("\\/", with: "/"), named: "A/recipe.json") == "json-ld")
  }

  // MARK: - RecipeSage

  private let sage = #"""
    {"@context":"http://schema.org","@type":"Recipe","identifier":"ab-1",
     "datePublished":"2021-02-03T04:05:06.000Z","description":"","image":[
      "data:image/png;base64,/9j/4A==","/images/1.jpg","https://e.org/2.jpg"],"name":"Curry",
     "prepTime":"PT20M","totalTime":"an hour or so","recipeIngredient":["[Paste]","2 chilies",
      "[Curry]","1 can coconut milk"],"recipeInstructions":[{"@type":"HowToSection","name":"Paste"},
      {"@type":"HowToStep","text":"Pound."},{"@type":"HowToSection","name":"Curry"},
      {"@type":"HowToStep","text":"Simmer."},{"@type":"HowToStep","text":"Serve."}],
     "recipeYield":"4 bowls","recipeCategory":["dinner, late"],"creditText":"Aunt","isBasedOn":
     "https://e.org/curry","comment":[{"@type":"Comment","name":"Author Notes","text":"Freezes."}],
     "aggregateRating":{"@type":"AggregateRating","ratingValue":"4","bestRating":"5"}}
    """#

  @Test(arguments: ["", "[", #"{"recipes":["#])
  func `the wrappings of an export hold the same recipes`(front: String) throws {
    let back = front.isEmpty ? "" : front == "[" ? ",\(sage)]" : ",\(sage)]}"
    let pass = read(front + sage + back, with: RecipeSageReader.self)
    #expect(pass.rejections.isEmpty && pass.records.count == (front.isEmpty ? 1 : 2))
    let record = try #require(pass.records.last)
    let body = record.body
    #expect(body.title == "Curry" && body.summary == nil && body.notes == ["Freezes."])
    #expect(body.ingredients.map(\.name) == ["Paste", "Curry"])
    #expect(
      body.steps == [
        StepGroup(name: "Paste", steps: ["Pound."]),
        StepGroup(name: "Curry", steps: ["Simmer.", "Serve."]),
      ])
    #expect(body.times.preparation?.minutes == 20 && body.times.total?.text == "an hour or so")
    #expect(body.credit == Credit(source: "Aunt", url: "https://e.org/curry"))
    #expect(body.rating == Rating(value: 4) && record.tags == ["dinner, late"])
    #expect(
      record.images == [
        .embedded([0xFF, 0xD8, 0xFF, 0xE0]), .remote(url: "/images/1.jpg"),
        .remote(url: "https://e.org/2.jpg"),
      ])
    #expect(record.externalID == "ab-1")
    #expect(record.createdAt?.description == "2021-02-03T04:05:06.000Z")
    #expect(record.extras.isEmpty)
  }

  @Test func `empty texts in place of values say nothing`() throws {
    let empty = #"""
      [{"@context":"http://schema.org","@type":"Recipe","identifier":"ab-1","datePublished":"",
       "description":"","image":[],"name":"A","prepTime":"","totalTime":"","recipeIngredient":[],
       "recipeInstructions":[],"recipeYield":"","recipeCategory":[],"creditText":"","isBasedOn":"",
       "comment":[{"@type":"Comment","name":"Author Notes","text":""}],
       "aggregateRating":{"@type":"AggregateRating","ratingValue":"","bestRating":"5"}}]
      """#
    let record = try #require(read(empty, with: RecipeSageReader.self).records.first)
    #expect(record.extras.isEmpty && record.body.notes.isEmpty && record.images.isEmpty)
  }

  @Test func `an export is told from linked data of others`() {
    #expect(format("[\(sage)]") == "recipesage")
    #expect(format(#"{"recipes":[\#(sage)]}"#) == "recipesage")
    #expect(format(sage) == "json-ld")
    let other = sage.replacing(#""datePublished":"2021-02-03T04:05:06.000Z","#, with: "")
    #expect(format("[\(other)]") == "json-ld")
    #expect(format(#"{"recipes":[\#(other)]}"#) == "json-ld")
    // A picture may fill the rest of what is looked at.
    let cut =
      #"[{"@context":"http://schema.org","@type":"Recipe","identifier":"a","datePublished":"","#
      + #""description":"","image":["data:image/png;base64,"#
      + String(repeating: "A", count: 70_000)
    #expect(format(String(cut.prefix(ContentSample.limit)), isWhole: false) == "recipesage")
  }
}
