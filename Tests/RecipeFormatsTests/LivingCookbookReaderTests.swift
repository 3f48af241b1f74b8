import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct LivingCookbookReaderTests {
  private let content = """
    <?xml version="1.0" encoding="UTF-8"?>
    <fdx Source="Living Cookbook" FileVersion="4.0" date="2012-01-01">
    <Cookbooks><Cookbook Name="Family" ID="7"/></Cookbooks>
    <CookbookChapters><CookbookChapter Name="Pies &amp; tarts" ID="8" CookbookID="7"/></CookbookChapters>
    <Recipes>
    <Recipe Name="Cherry pie" ID="42" CookbookID="7" CookbookChapterID="8" Servings="8"
     Yield="1 pie" OvenTemperatureF="375" PreparationTime="20" CookingTime="45" InactiveTime="0"
     ReadyInTime="65" DegreeOfDifficulty="2" RecipeTypes="Dessert, Fruit" Author="Ida"
     Source="Sunday paper" WebPage="https://e.org/pie" Comments="Best &quot;warm&quot;."
     CreateDate="04/29/2009" ModifyDate="2012-03-04 05:06:07" UserData1="blue">
    <RecipeIngredients>
     <RecipeIngredient Ingredient="Crust" Heading="Y" RecipeID="42"/>
     <RecipeIngredient Quantity="2 1/2" Unit="cups" Ingredient="flour, sifted" Heading="N"/>
     <RecipeIngredient Quantity="" Unit="" Ingredient="1 pinch salt" Heading="N"/>
     <RecipeIngredient Ingredient="Filling:" Heading="Y"/>
     <RecipeIngredient Quantity="1 - 2" Unit="pounds" Ingredient="cherries" LinkType="Ingredient"/>
    </RecipeIngredients>
    <RecipeProcedures>
     <RecipeProcedure Heading="Y"><ProcedureText>Crust</ProcedureText></RecipeProcedure>
     <RecipeProcedure Heading="N"><ProcedureText>Mix.</ProcedureText>
      <ProcedureImage FileName="step.jpg"/></RecipeProcedure>
     <RecipeProcedure Heading="N"><ProcedureText>Bake.</ProcedureText></RecipeProcedure>
    </RecipeProcedures>
    <RecipeAuthorNotes><RecipeAuthorNote Heading="N">From my aunt.</RecipeAuthorNote></RecipeAuthorNotes>
    <RecipeTips><RecipeTip>Cool first.</RecipeTip></RecipeTips>
    <RecipeReviews><RecipeReview ReviewDate="2010-01-02" Rating="4" Reviewer="Bo">Good.</RecipeReview>
     <RecipeReview Rating="5"/></RecipeReviews>
    <RecipeImages><RecipeImage FileType="JPG" FileName="C:\\Pics\\Pie.JPG" Description="A slice"/>
     <RecipeImage FileType="JPG">AQID</RecipeImage></RecipeImages>
    <RecipeNutrition Calories="320" TotalFat="12" %DVFat="18" 18:3n3="0.5" Sodium="0"/>
    </Recipe></Recipes></fdx>
    """

  @Test func `all attributes and elements have their place`() throws {
    let pass = read(content, with: LivingCookbookReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Cherry pie" && body.summary == #"Best "warm"."#)
    #expect(body.credit == Credit(author: "Ida", source: "Sunday paper", url: "https://e.org/pie"))
    #expect(body.yield == Yield(text: "1 pie", amount: Quantity(1), unit: "pie"))
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking?.minutes == 45)
    #expect(body.times.total?.minutes == 65)
    #expect(body.notes == ["From my aunt.", "Cool first."])
    #expect(body.rating == Rating(value: 4.5, count: 2))
    #expect(record.externalID == "42")
    #expect(Set(record.tags) == ["Pies & tarts", "Dessert", "Fruit"])
    #expect(record.createdAt?.description == "2009-04-29T00:00:00.000Z")
    #expect(record.updatedAt?.description == "2012-03-04T05:06:07.000Z")
    #expect(
      record.images == [
        .member(name: "Pie.JPG"), .embedded([1, 2, 3]), .member(name: "step.jpg"),
      ])
    #expect(body.nutrition.map(\.value) == ["320", "12", "18", "0.5"])
    #expect(body.nutrition.prefix(2).map(\.name) == ["calories", "totalfat"])
    #expect(
      Set(record.extras.map(\.name)) == [
        "cookbook", "oventemperaturef", "degreeofdifficulty", "userdata1", "servings", "reviews",
        "caption",
      ])
  }

  @Test func `ingredients and procedures stand below their headings`() throws {
    let body = try #require(read(content, with: LivingCookbookReader.self).records.first?.body)
    #expect(body.ingredients.map(\.name) == ["Crust", "Filling"])
    #expect(
      body.ingredients.map(\.ingredients) == [
        [
          Ingredient(
            text: "2 1/2 cups flour, sifted", quantity: Quantity(2.5), unit: "cups",
            item: "flour, sifted"),
          Ingredient(text: "1 pinch salt", quantity: Quantity(1), unit: "pinch", item: "salt"),
        ],
        [
          Ingredient(
            text: "1 - 2 pounds cherries", quantity: Quantity(1, upTo: 2), unit: "pounds",
            item: "cherries")
        ],
      ])
    #expect(body.steps == [StepGroup(name: "Crust", steps: ["Mix.", "Bake."])])
  }

  @Test func `items without an element around them are read as well`() throws {
    var bare = content
    for name in ["RecipeIngredients", "RecipeProcedures", "RecipeTips", "RecipeImages"] {
      bare = bare.replacing("<\(name)>", with: "").replacing("</\(name)>", with: "")
    }
    #expect(
      read(bare, with: LivingCookbookReader.self).records.map(\.body)
        == read(content, with: LivingCookbookReader.self).records.map(\.body))
  }

  @Test func `UTF-16 is read as UTF-8 is`() {
    let text = content.replacing("Ida", with: "Zoë")
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(
      read(wide, with: LivingCookbookReader.self).records
        == read(text, with: LivingCookbookReader.self).records)
  }
}
