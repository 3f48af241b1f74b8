import Foundation
import TestKit
import Testing

/// Files that were cut off or that a byte of is wrong: they are read to an end, and what is lost
/// is told.
///
/// The samples are damaged a little at every run. The files below the folder that the variable
/// `LEVAIN_REAL_FILES` names are damaged thoroughly; put `TMPDIR` into memory for that. After a
/// crash the copy that did it is left behind in the temporary folder.
struct RecipeDamageTests {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  static let realFiles = ProcessInfo.processInfo.environment["LEVAIN_REAL_FILES"]
    .map { files(below: URL(filePath: $0)) }

  private static func files(below folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (found?.compactMap { $0 as? URL } ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }

  @Test(arguments: files(below: root.appending(path: "samples")))
  func `a damaged sample is read to an end and what is lost is told`(_ file: URL) throws {
    try damage(
      Array(Data(contentsOf: file)), named: file.lastPathComponent,
      DamageBudget(
        exhaustiveBytes: 100, places: 40, flips: 40, limit: .seconds(120), total: .seconds(2)))
  }

  @Test(arguments: DamagedText.all)
  func `a damaged text is read to an end and what is lost is told`(_ text: DamagedText) throws {
    try damage(
      Array(text.content.utf8), named: text.name,
      DamageBudget(
        exhaustiveBytes: 1000, places: 500, flips: 200, limit: .seconds(120), total: .seconds(20)))
  }

  @Test(.enabled(if: realFiles != nil), arguments: realFiles ?? [])
  func `a damaged real file is read to an end and what is lost is told`(_ file: URL) throws {
    try damage(
      Array(Data(contentsOf: file)), named: file.lastPathComponent,
      DamageBudget(
        exhaustiveBytes: 10 << 10, places: 500, flips: 1000, limit: .seconds(5),
        total: .seconds(120)))
  }

  /// Reads damaged copies, and records the first objection of each kind.
  private func damage(_ bytes: [UInt8], named name: String, _ budget: DamageBudget) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: name).path
      try write(bytes, to: path)
      let clock = ContinuousClock()
      let start = clock.now
      let whole = try Account(of: path)
      let layout = DamagedLayout(of: bytes, formats: whole.formats)
      let damages = budget.damages(ofBytes: bytes.count, eachTaking: start.duration(to: clock.now))
      var objections: [String: (first: Damage, count: Int)] = [:]
      try DamageWatch.run(limit: budget.limit) { watch in
        for damage in damages {
          let copy = damage.apply(to: bytes)
          try write(copy, to: path)
          watch.begin("\(name), \(damage)")
          let account = try Account(of: path)
          let objection = layout.objection(
            to: account, of: copy, after: damage, whole: whole, original: bytes)
          if let objection { objections[objection, default: (damage, 0)].count += 1 }
        }
      }
      for (objection, (first, count)) in objections.sorted(by: { $0.key < $1.key }) {
        Issue.record(
          "\(whole.formats) \(layout), \(damages.count) copies: \(objection) (\(count) ×, first \(first))"
        )
      }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }
}

/// A small content of one layout.
struct DamagedText: CustomTestStringConvertible, Sendable {
  var name: String
  var content: String
  var testDescription: String { name }

  static let all = [
    DamagedText(
      name: "soup.jsonl",
      content: """
        {"title":"Soup","ingredients":["1 cup water","2 leeks"],"directions":["Cook."]}
        {"title":"Salad","ingredients":["1 lettuce"],"directions":["Toss.","Serve."]}

        """),
    DamagedText(
      name: "soup.jsonld",
      content: """
        {"@context":"https://schema.org","@graph":[
        {"@type":"Recipe","name":"Soup","recipeIngredient":["1 cup water"],
         "recipeInstructions":[{"@type":"HowToStep","text":"Cook."}],"cookTime":"PT20M"},
        {"@type":"Recipe","name":"Salad","recipeIngredient":["1 lettuce"],"recipeInstructions":"Toss."}
        ]}

        """),
    DamagedText(
      name: "soup.xml",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <recipeml version="0.5"><recipe><head><title>Soup</title></head><ingredients><ing><amt>
        <qty>1</qty><unit>cup</unit></amt><item>water</item></ing></ingredients><directions>
        <step>Cook.</step></directions></recipe></recipeml>

        """),
    DamagedText(
      name: "soup.csv",
      content: """
        title,ingredients,directions
        Soup,"1 cup water
        2 leeks","Cook, stirring."
        Salad,"1 lettuce","Toss."

        """),
    DamagedText(
      name: "soup.html",
      content: """
        <!DOCTYPE html><html><head><title>Soup</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Recipe","name":"Soup",
        "recipeIngredient":["1 cup water"],"recipeInstructions":"Cook."}</script></head>
        <body><p>A soup.</p></body></html>

        """),
    DamagedText(
      name: "soup.mmf",
      content: """
        MMMMM----- Recipe via Meal-Master (tm) v8.05

              Title: Leek soup
         Categories: Soups
              Yield: 4 servings

              1 c  Water
              2    Leeks

          Cook everything for half an hour and serve it hot.

        MMMMM

        """),
    DamagedText(
      name: "soup.txt",
      content: """
        Leek soup

        Ingredients:
        1 cup water
        2 leeks

        Directions:
        Cook everything for half an hour.

        """),
  ]
}
