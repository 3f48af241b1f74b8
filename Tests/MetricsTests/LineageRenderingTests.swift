import JSONText
import Metrics
import RecipeModel
import Testing

struct LineageRenderingTests {
  private func recipe(
    _ number: Int, _ title: String?, kind: OriginKind? = nil, sharedFrom: String? = nil,
    isDeleted: Bool = false
  ) -> LineageNode.Subject {
    .recipe(
      LineageRecipe(
        id: RecipeID("r\(number)"), title: title, community: "bakers", kind: kind,
        sharedFrom: sharedFrom, createdAt: Instant(milliseconds: 1_795_000_000_000),
        isDeleted: isDeleted))
  }

  private var tree: LineageTree {
    LineageTree(
      nodes: [
        LineageNode(recipe(1, "Rye \"loaf\" [100%]"), depth: 0, parent: nil),
        LineageNode(recipe(2, "Spelt & <rye>", kind: .variant), depth: 1, parent: 0),
        LineageNode(
          recipe(3, "Bidi\u{202E}\u{1B}[2J\nloaf\\N", kind: .share, sharedFrom: "Cooks #1"),
          depth: 2, parent: 1),
        LineageNode(.hidden(count: 3, distance: 2), depth: 2, parent: 1),
        LineageNode(recipe(4, nil, kind: .variant, isDeleted: true), depth: 1, parent: 0),
      ],
      asked: 1, source: .index)
  }

  @Test func `a tree as text is indented, marked, and safe for a terminal`() {
    #expect(
      tree.text == #"""
        Rye "loaf" [100%] (bakers, 2026-11-18)
        ├─ * variant: Spelt & <rye> (bakers, 2026-11-18)
        │  ├─ share from Cooks #1: Bidi\u{202E}\u{1B}[2J\u{A}loaf\N (bakers, 2026-11-18)
        │  └─ 3 recipes out of sight, up to 2 generations
        └─ variant: a deleted recipe (bakers, 2026-11-18, deleted)

        """#)
  }

  @Test func `a tree as JSON is flat, and says nothing of what is hidden but two numbers`() {
    var writer = JSONWriter()
    tree.write(to: &writer)
    let at = #""createdAt":"2026-11-18T11:06:40.000Z""#
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"format":"levain.lineage","version":1,"source":"index","asked":1,"pathToRoot":[1,0],"#
        + #""children":[2,3],"nodes":["#
        + #"{"depth":0,"parent":null,"id":"r1","title":"Rye \"loaf\" [100%]","#
        + #""community":"bakers",\#(at)},"#
        + #"{"depth":1,"parent":0,"id":"r2","title":"Spelt & <rye>","community":"bakers","#
        + #""kind":"variant",\#(at)},"#
        + #"{"depth":2,"parent":1,"id":"r3","title":"Bidi\u202e\u001b[2J\nloaf\\N","#
        + #""community":"bakers","kind":"share","sharedFrom":"Cooks #1",\#(at)},"#
        + #"{"depth":2,"parent":1,"hidden":3,"distance":2},"#
        + #"{"depth":1,"parent":0,"id":"r4","community":"bakers","kind":"variant",\#(at),"#
        + #""deleted":true}]}"#)
  }

  @Test func `a tree as DOT keeps titles inside their quotes`() {
    #expect(
      tree.dot == #"""
        digraph lineage {
          node [shape=box, style=rounded];
          n0 [label="Rye \"loaf\" [100%]\nbakers, 2026-11-18"];
          n1 [label="Spelt &amp; <rye>\nbakers, 2026-11-18", penwidth=2];
          n0 -> n1 [label="variant"];
          n2 [label="Bidi\\u{202E}\\u{1B}[2J\\u{A}loaf\\N\nbakers, 2026-11-18"];
          n1 -> n2 [label="share from Cooks #1"];
          n3 [label="3 recipes out of sight, up to 2 generations", style=dashed];
          n1 -> n3;
          n4 [label="a deleted recipe\nbakers, 2026-11-18, deleted"];
          n0 -> n4 [label="variant"];
        }

        """#)
  }

  @Test func `a tree as Mermaid leaves no sign of Mermaid, Markdown or HTML in titles`() {
    #expect(
      tree.mermaid == #"""
        flowchart TD
          n0["Rye #34;loaf#34; #91;100#37;#93;<br>bakers, 2026-11-18"]
          n1["Spelt #38; #60;rye#62;<br>bakers, 2026-11-18"]
          n0 -->|"variant"| n1
          style n1 stroke-width: 3px
          n2["Bidi#92;u#123;202E#125;#92;u#123;1B#125;#91;2J#92;u#123;A#125;loaf#92;N<br>bakers, 2026-11-18"]
          n1 -->|"share from Cooks #35;1"| n2
          n3["3 recipes out of sight, up to 2 generations"]
          n1 --> n3
          style n3 stroke-dasharray: 4 4
          n4["a deleted recipe<br>bakers, 2026-11-18, deleted"]
          n0 -->|"variant"| n4

        """#)
  }

  @Test func `a chain of 10,000 generations is written without growing indents`() {
    let chain = LineageTree(
      nodes: (0..<10_000).map {
        LineageNode(recipe($0, "loaf"), depth: $0, parent: $0 == 0 ? nil : $0 - 1)
      },
      asked: 0, source: .index)
    let lines = chain.text.split(separator: "\n")
    #expect(lines.count == 10_000)
    #expect((lines.map(\.count).max() ?? 0) < 140)
    #expect(lines[9_999].hasSuffix("└─ (generation 9999) loaf (bakers, 2026-11-18)"))
  }
}
