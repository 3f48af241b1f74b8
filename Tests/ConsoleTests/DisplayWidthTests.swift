import Testing

@testable import Console

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("bread", 5), ("Crème", 5), ("Cre\u{300}me", 5), ("食パン", 6), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("خبز", 3), ("🥯", 2), ("👩‍🍳", 2), ("👍🏽", 2), ("🇩🇪", 2),
    ("1️⃣", 2), ("☕", 2), ("✔", 1), ("❤️", 2), ("a\u{200B}b", 2), ("Ａ", 2), ("ｱ", 1), ("…", 1),
    ("\u{202F}", 1), ("━─", 2),
  ])
  func `a text is as wide as a terminal shows it`(text: String, columns: Int) {
    #expect(text.displayColumns == columns)
  }

  @Test(arguments: ["bread", "食パンの作り方", "👩‍🍳 bakes 🥯", "Cre\u{300}me brûlée", "abc食"])
  func `a cut text fits, ends in an ellipsis, and is cut only when it must be`(text: String) {
    for columns in 0...20 {
      let cut = text.cut(toColumns: columns)
      #expect(cut.displayColumns <= columns)
      #expect((cut == text) == (text.displayColumns <= columns))
      if cut != text, columns > 0 {
        #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()))
        // A wide character may leave one column empty, no more.
        #expect(cut.displayColumns >= columns - 1)
      }
    }
  }
}
