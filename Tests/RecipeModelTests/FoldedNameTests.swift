import RecipeModel
import Testing

struct FoldedNameTests {
  @Test(arguments: [
    ("  Soup ", "soup"),
    ("Slow\u{A0} \tCooker", "slow cooker"),
    ("Caf\u{65}\u{301}", "caf\u{E9}"),
    ("STRASSE", "straße"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("İ", "i\u{307}"),
    ("", "   "),
  ])
  func `R10: names that differ in case, spaces or composition are one name`(
    first: String, second: String
  ) {
    #expect(FoldedName(first) == FoldedName(second))
  }

  @Test(arguments: [("soup", "soups"), ("café", "cafe"), ("a b", "ab")])
  func `R10: names that differ otherwise stay apart`(first: String, second: String) {
    #expect(FoldedName(first) != FoldedName(second))
  }

  @Test func `R10: a shown name is composed`() {
    // Equal texts can differ in their bytes, and bytes are what is stored.
    let shown = FoldedName.tidy("Cre\u{300}me")
    #expect(Array(shown.utf8) == Array("Cr\u{E8}me".utf8))
  }

  @Test func `R10: a shown name keeps its case and loses its outer spaces`() {
    #expect(FoldedName.tidy("  Crème   Brûlée ") == "Crème Brûlée")
  }
}
