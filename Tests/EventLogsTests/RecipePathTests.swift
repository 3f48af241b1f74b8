import EventLogs
import Testing

struct RecipePathTests {
  @Test(arguments: [
    "/recipes/{recipe}", "/recipes/{recipe}/", "/{recipe}", "/c/*/recipes/{recipe}/print",
    "/rezepte/%C3%BC/{recipe}", "/*/*/{recipe}",
  ])
  func `a template is kept as it was written`(template: String) throws {
    let path = try RecipePath(template)
    #expect(path.description == template)
  }

  @Test(
    arguments: [
      ("", .noSlash), ("recipes/{recipe}", .noSlash), ("/", .noRecipe), ("/recipes", .noRecipe),
      ("//{recipe}", .emptySegment), ("/{recipe}//", .emptySegment),
      ("/{recipe}/{recipe}", .repeatedRecipe), ("/r-{recipe}", .unknownSegment("r-{recipe}")),
      ("/{id}", .unknownSegment("{id}")), ("/**/{recipe}", .unknownSegment("**")),
      ("/{recipe}?x", .unknownSegment("{recipe}?x")), ("/a#b/{recipe}", .unknownSegment("a#b")),
      ("/%z/{recipe}", .brokenEscape("%z")),
    ] as [(String, RecipePathFault.Reason)])
  func `what is no template is refused with the reason`(
    template: String, reason: RecipePathFault.Reason
  ) {
    let fault = #expect(throws: RecipePathFault.self) { try RecipePath(template) }
    #expect(fault?.reason == reason)
    #expect(fault?.template == template)
  }
}
