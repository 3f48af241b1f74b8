import Communities
import RecipeModel
import TestKit
import Testing

struct ProposalDifferenceTests {
  private static let bread = RecipeBody(
    title: "Rye Bread",
    ingredients: [
      IngredientGroup(ingredients: [
        Ingredient(text: "500 g rye flour"), Ingredient(text: "10 g salt"),
        Ingredient(text: "400 g water"),
      ])
    ], steps: [StepGroup(steps: ["Mix.", "Rest.", "Shape.", "Bake."])])

  /// `-` removed, `+` added, blank kept, `…` left out.
  private static func text(_ difference: ProposalDifference) -> [String] {
    difference.excerpt().map { line in
      guard let line else { return "…" }
      switch line.kind {
      case .kept: return line.text.isEmpty ? " " : "  \(line.text)"
      case .removed: return "- \(line.text)"
      case .added: return "+ \(line.text)"
      }
    }
  }

  @Test func `a changed line is a line less and a line more`() {
    var new = Self.bread
    new.title = "Light Rye"
    new.ingredients[0].ingredients[1] = Ingredient(text: "12 g salt")
    #expect(
      Self.text(ProposalDifference(from: Self.bread, to: new)) == [
        "- # Rye Bread", "+ # Light Rye", " ", "  ## Ingredients", " ", "  - 500 g rye flour",
        "- - 10 g salt", "+ - 12 g salt", "  - 400 g water", " ", "…",
      ])
  }

  @Test func `a new step is one new line, although the others get other numbers`() {
    var new = Self.bread
    new.steps[0].steps.insert("Wait.", at: 1)
    #expect(
      Self.text(ProposalDifference(from: Self.bread, to: new)) == [
        "…", " ", "  1. Mix.", "+ 2. Wait.", "  3. Rest.", "  4. Shape.", "…",
      ])
  }

  @Test func `what nobody changed is no difference`() {
    let difference = ProposalDifference(from: Self.bread, to: Self.bread)
    #expect(difference.isEmpty)
    #expect(!difference.hasUnshownChanges)
    #expect(difference.lines.allSatisfy { $0.kind == .kept })
    #expect(Self.text(difference) == ["…"])
  }

  @Test func `a change that the Markdown does not show is told apart from none`() {
    var new = Self.bread
    new.language = "de"
    let difference = ProposalDifference(from: Self.bread, to: new)
    #expect(difference.hasUnshownChanges)
    #expect(!difference.isEmpty)
  }

  @Test func `texts too long to be compared line by line are replaced, save their equal ends`() {
    func body(_ word: String) -> RecipeBody {
      RecipeBody(
        title: "Long", steps: [StepGroup(steps: (0..<2500).map { "\(word) \($0)" } + ["End."])])
    }
    let difference = ProposalDifference(from: body("old"), to: body("new"))
    #expect(difference.lines.count { $0.kind == .removed } == 2500)
    #expect(difference.lines.count { $0.kind == .added } == 2500)
    #expect(difference.lines.last == ProposalDifference.Line(.kept, "2501. End."))
  }

  /// Without the added lines it is the old text, without the removed ones the new; and no common
  /// subsequence is longer than what is kept, by a slow reference.
  @Test(arguments: 0..<60)
  func `a difference tells both texts and keeps as much as can be kept`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    func body() -> RecipeBody {
      let count = Int.random(in: 0...9, using: &generator)
      return RecipeBody(
        title: "T",
        ingredients: [
          IngredientGroup(
            ingredients: (0..<count).map { _ in
              Ingredient(text: ["salt", "rye", "oil"].randomElement(using: &generator) ?? "")
            })
        ])
    }
    let (old, new) = (body(), body())
    let lines = ProposalDifference(from: old, to: new).lines
    func ingredients(_ body: RecipeBody) -> [String] {
      body.ingredients[0].ingredients.map { "- \($0.text)" }
    }
    func told(without kind: ProposalDifference.Line.Kind) -> [String] {
      lines.filter { $0.kind != kind }.map(\.text).filter { $0.hasPrefix("- ") }
    }
    #expect(told(without: .added) == ingredients(old))
    #expect(told(without: .removed) == ingredients(new))
    let kept = lines.count { $0.kind == .kept && $0.text.hasPrefix("- ") }
    #expect(kept == longestCommon(ingredients(old)[...], ingredients(new)[...]))
  }

  private func longestCommon(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> Int {
    guard let first = old.first else { return 0 }
    let without = longestCommon(old.dropFirst(), new)
    guard let match = new.firstIndex(of: first) else { return without }
    return max(without, 1 + longestCommon(old.dropFirst(), new[(match + 1)...]))
  }
}
