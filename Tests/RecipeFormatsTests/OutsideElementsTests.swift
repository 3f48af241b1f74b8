import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct OutsideElementsTests {
  private func leftOut(_ content: String, _ reader: any RecipeReader.Type) -> [String: Int] {
    let pass = read(content, with: reader)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    return pass.elements.reduce(into: [:]) { counts, element in
      if case .leftOut(let warning, let count) = element { counts[warning.field] = count }
    }
  }

  @Test func `what stands beside recipes in XML is counted by the name of its element`() {
    let recipe = #"<Recipe Name="Soup" ID="1"/>"#
    let content = """
      <fdx><Cookbooks><Cookbook Name="Mine" ID="1"/></Cookbooks>
      <Menus><Menu Name="Sunday"><MenuItem RecipeID="1"/></Menu><Menu Name="Monday"/></Menus>
      <Measures/><Glossary><Entry>To fry</Entry></Glossary><Glossary>To boil</Glossary>
      <Recipes>\(recipe)<Note>one</Note></Recipes></fdx>
      """
    #expect(
      leftOut(content, LivingCookbookReader.self) == ["menus": 1, "glossary": 2, "note": 1])
  }

  @Test func `what says nothing that recipes do not is not counted`() {
    let recipe = "<recipe><head><title>Soup</title></head></recipe>"
    #expect(
      leftOut(
        "<recipeml><meta>m</meta><menu><head><title>All</title></head>\(recipe)</menu></recipeml>",
        RecipeMLReader.self
      ).isEmpty)
    #expect(
      leftOut(
        "<mx2><Summ><Nam>Soup</Nam></Summ><RcpE name=\"Soup\"></RcpE><Menu><Day>1</Day></Menu></mx2>",
        MX2Reader.self) == ["menu": 1])
  }

  @Test func `a content without recipes is one rejection`() {
    let pass = read("<cookbook><menu>Sunday</menu></cookbook>", with: CookmateReader.self)
    #expect(pass.records.isEmpty && pass.rejections.map(\.code) == [.notARecipe])
    #expect(pass.elements.count == 1)
  }
}
