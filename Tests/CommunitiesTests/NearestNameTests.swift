import Testing

@testable import Communities

struct NearestNameTests {
  @Test(arguments: [
    ("sourdouh-circle", "sourdough-circle"), ("RYE-HOUSE", "rye-house"), ("ryehouse", "rye-house"),
    ("rye-hosue", "rye-house"), ("bakery", nil), ("", nil),
  ])
  func `a slip of the hand finds the name that was meant`(given: String, nearest: String?) {
    #expect(
      NearestName.of(given, among: ["rye-house", "sourdough-circle", "rye-horse"]) == nearest)
  }
}
