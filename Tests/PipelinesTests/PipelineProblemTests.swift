import PipelineCore
import Pipelines
import Testing

struct PipelineProblemTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var problems: [String]
    var testDescription: String { text }

    init(_ text: String, _ problems: String...) {
      self.text = text
      self.problems = problems
    }
  }

  static let files = [
    Case("", "p.yaml: the file holds nothing"),
    Case("# only a comment\n", "p.yaml: the file holds nothing"),
    Case(
      "just text",
      "p.yaml:1:1: the file takes a mapping of keys, not text"),
    Case(
      "[]",
      "p.yaml:1:1: the file takes a mapping of keys, not a list"),
    Case(
      "{}",
      "p.yaml:1:1: the file needs `pipeline`: text",
      "p.yaml:1:1: the file needs `stages`: a list of stages"),
    Case(
      "pipeline: p\nstages: []",
      "p.yaml:2:9: `stages` needs at least one stage"),
    Case(
      "pipeline: p\nstages:",
      "p.yaml:2:1: `stages` needs at least one stage"),
    Case(
      "pipeline: p\nstages: {}",
      "p.yaml:2:9: `stages` takes a list of stages, not a mapping"),
    Case(
      "pipeline: ''\nstages: [lineage]",
      "p.yaml:1:11: `pipeline` is empty"),
    Case(
      "pipelin: p\nstages: [lineage]",
      "p.yaml:1:1: unknown key `pipelin` in the file; did you mean `pipeline`?",
      "p.yaml:1:1: the file needs `pipeline`: text"),
    Case(
      "pipeline: p\nzzz: 1\nstages: [lineage]",
      "p.yaml:2:1: unknown key `zzz` in the file; it takes `pipeline`, `description`, `store`, `schedule`, `onSuccess`, `onFailure` and `stages`"
    ),
    Case(
      "pipeline: p\nstages: [lineage]\n---\npipeline: q",
      "p.yaml:3:1: is not YAML: expected a single document in the stream begun on line 1, but found another document"
    ),
    Case(
      "pipeline: p\nstages: [lineage\n",
      "p.yaml:3:1: is not YAML: while parsing a flow sequence begun on line 2, did not find expected ',' or ']'"
    ),
    Case(
      "pipeline: p\n\tstages: [lineage]\n",
      "p.yaml:2:1: is not YAML: while scanning a plain scalar begun on line 1, found a tab character that violates indentation"
    ),
    Case(
      "pipeline: 'p\nstages: [lineage]\n",
      "p.yaml:3:1: is not YAML: while scanning a quoted scalar begun on line 1, found unexpected end of stream"
    ),
    Case(
      "pipeline: p\npipeline: q\nstages: [lineage]",
      "p.yaml:1:1: the key `pipeline` is given more than once in this mapping"),
    Case(
      "pipeline: p\nstages: [*all]",
      "p.yaml:2:10: is not YAML: found undefined alias"),
    Case(
      "pipeline: p\u{1}\nstages: [lineage]",
      "p.yaml:1:12: is not YAML: control characters are not allowed"),
    Case(
      "pipeline: !!binary cA==\nstages: !ours [lineage]",
      "p.yaml:1:11: tags such as `tag:yaml.org,2002:binary` are not used in pipeline files",
      "p.yaml:2:9: tags such as `!ours` are not used in pipeline files"),
    Case(
      "pipeline: p\n[a, b]: c\nstages: [lineage]",
      "p.yaml:2:1: a key is a word, not a list or a mapping"),
    Case(
      "pipeline: p\nstages: [lineage, rollup, lineage: {}]\n<<: { store: x }",
      "p.yaml:3:1: unknown key `<<` in the file; it takes `pipeline`, `description`, `store`, `schedule`, `onSuccess`, `onFailure` and `stages`"
    ),
  ]

  static let stages = [
    Case(
      "  - linaege: {}",
      "p.yaml:3:5: unknown stage `linaege`; did you mean `lineage`?"),
    Case(
      "  - bake: {}",
      "p.yaml:3:5: unknown stage `bake`; the stages are `init`, `archive`, `users`, `communities`, `import`, `views`, `lineage`, `tags`, `duplicates`, `rollup`, `targets`, `purge`, `report`, `site`, `backup` and `prune`"
    ),
    Case(
      "  - {}",
      "p.yaml:3:5: this entry names no stage, such as `lineage: {}`"),
    Case(
      "  -",
      "p.yaml:3:4: this entry names no stage, such as `lineage: {}`"),
    Case(
      "  - [lineage]",
      "p.yaml:3:5: an entry of `stages` takes one stage, not a list"),
    Case(
      "  - lineage: {}\n    tags: {}",
      "p.yaml:4:5: an entry names one stage, not `lineage` and `tags`; begin each with `- `"),
    Case(
      "  - lineage: {}\n    nme: x",
      "p.yaml:4:5: unknown key `nme` in an entry of `stages`; did you mean `name`?"),
    Case(
      "  - lineage: {}\n    retries: 3",
      "p.yaml:4:5: unknown key `retries` in an entry of `stages`; it takes `name`, `needs` and `retry`"
    ),
    Case(
      "  - lineage: { full: true }",
      "p.yaml:3:16: unknown key `full` in `lineage`; it takes none"),
    Case(
      "  - lineage: yes",
      "p.yaml:3:5: `lineage` takes no settings (`{}`), not text"),
    Case(
      "  - name: 9 lives\n    lineage: {}",
      "p.yaml:3:11: `9 lives` cannot name a stage: a letter, then letters, digits, `-`, `_` and `.`"
    ),
    Case(
      "  - name: x\n    lineage: {}\n  - name: x\n    tags: {}",
      "p.yaml:5:11: the stage on line 4 is called `x` already"),
    Case(
      "  - name: tags\n    lineage: {}",
      "p.yaml:3:11: `tags` is what stages of another kind are called; choose a different name"),
    Case(
      "  - name: x",
      "p.yaml:3:5: this entry names no stage, such as `lineage: {}`"),
  ]

  static let settings = [
    Case(
      "  - import: { form: [a], into: c, as: a@example.org }",
      "p.yaml:3:5: `import` needs `from`: a path or a list of paths",
      "p.yaml:3:15: unknown key `form` in `import`; did you mean `from`?"),
    Case(
      "  - import: {}",
      "p.yaml:3:5: `import` needs `from`: a path or a list of paths",
      "p.yaml:3:5: `import` needs `into` or `catalogue`"),
    Case(
      "  - import: { into: c, from: a }",
      "p.yaml:3:5: `import` needs `as`: an e-mail address"),
    Case(
      "  - import:\n      into: c\n      catalogue: a@example.org\n      as: a@example.org\n      from: a",

      "p.yaml:5:7: `import` takes only one of `into` and `catalogue`"),
    Case(
      "  - import: { catalogue: ada, from: [], format: jsonld }",
      "p.yaml:3:26: `catalogue` is not an e-mail address",
      "p.yaml:3:37: `from` is empty",
      "p.yaml:3:49: `format` takes `json-ld` or `recipeml`, not `jsonld`"),
    Case(
      "  - import: { into: two words, as: a@b@c, from: [a, [b]], tags: { x: y } }",
      "p.yaml:3:21: `into` is not a slug, which is a word without spaces",
      "p.yaml:3:36: `as` is not an e-mail address",
      "p.yaml:3:53: `from` takes a path or a list of paths, not a list",
      "p.yaml:3:65: `tags` takes text or a list of texts, not a mapping"),
    Case(
      "  - import: { catalogue: a@example.org, from: a, columns: { titel: Was, steps: [], title: {} } }",
      "p.yaml:3:61: unknown key `titel` in `columns`; did you mean `title`?",
      "p.yaml:3:91: `title` takes text or a list of texts, not a mapping"),
    Case(
      "  - import: { catalogue: a@example.org, from: a, columns: { steps: wie, title: [Was, WIE] } }",
      "p.yaml:3:80: the column `WIE` holds `steps` already"),
    Case(
      "  - import: { catalogue: a@example.org, from: a, columns: [Was] }",
      "p.yaml:3:59: `columns` takes a mapping of keys, not a list"),
    Case(
      "  - import:\n      catalogue: a@example.org\n      from: a\n      tagRules: { slpit: /, drop: [A, a, {}], rename: { a: [], B: ~ }, add: [A] }",
      "p.yaml:6:19: unknown key `slpit` in `tagRules`; did you mean `split`?",
      "p.yaml:6:36: a rule says already what becomes of `A`",
      "p.yaml:6:39: a rule says already what becomes of `a`",
      "p.yaml:6:42: `drop` takes text or a list of texts, not a mapping",
      "p.yaml:6:60: `a` is empty",
      "p.yaml:6:64: `rename` takes text or a list of texts, not nothing",
      "p.yaml:6:77: `add` takes a mapping of tags to a tag or a list of tags, not a list"),
    Case(
      "  - import: { catalogue: a@example.org, from: a, tagRules: { drop: \(String(repeating: "x", count: 101)) } }",
      "p.yaml:3:68: `drop` takes names of tags, of 1 to 100 characters"),
    Case(
      "  - import:\n      catalogue: a@example.org\n      from: a\n      authors: { map: { A: a@b, B: b }, crate: {}, create: { a: c@d, C: [] } }",
      "p.yaml:6:36: `map` is not an e-mail address",
      "p.yaml:6:41: unknown key `crate` in `authors`; did you mean `create`?",
      "p.yaml:6:62: the author `a` is mapped already",
      "p.yaml:6:73: `create` takes an e-mail address, not a list"),
    Case(
      "  - import: { catalogue: a@example.org, from: a, authors: creator }",
      "p.yaml:3:59: `authors` takes `importer` or `{ map: … }`, not `creator`"),
    Case(
      "  - views:",
      "p.yaml:3:5: `views` needs `from`: a path or a list of paths"),
    Case(
      "  - views: { from: a.log, recipePaths: [/r, '/c/*/{recipe}', [x], '/{id}/{recipe}'] }",
      "p.yaml:3:41: `/r` is no path of recipes: it has no `{recipe}`",
      "p.yaml:3:62: `recipePaths` takes text or a list of texts, not a list",
      "p.yaml:3:67: `/{id}/{recipe}` is no path of recipes: "
        + "`{id}` is neither a text, `*` nor `{recipe}`"),
    Case(
      "  - views: [v.jsonl]",
      "p.yaml:3:5: `views` takes a mapping of keys, not a list"),
    Case(
      "  - archive: { from: ~ }",
      "p.yaml:3:16: `from` takes a path or a list of paths, not nothing"),
    Case(
      "  - users: {}",
      "p.yaml:3:5: `users` takes a list of entries, not a mapping"),
    Case(
      "  - users: []",
      "p.yaml:3:5: `users` is empty"),
    Case(
      "  - users: [ada@example.org]",
      "p.yaml:3:13: an entry of `users` takes a mapping of keys, not text"),
    Case(
      "  - users:\n    - { email: a@example.org, username: A }\n    - { email: A@example.org, username: a }",

      "p.yaml:5:16: the entry on line 4 has the same `email`",
      "p.yaml:5:41: the entry on line 4 has the same `username`"),
    Case(
      "  - communities: [{ slug: a, title: A, admin: nobody, members: [x@example.org, y] }]",
      "p.yaml:3:19: an entry of `communities` needs `name`: text",
      "p.yaml:3:30: unknown key `title` in an entry of `communities`; it takes `slug`, `name`, `description`, `timeZone`, `admin` and `members`",
      "p.yaml:3:47: `admin` is not an e-mail address",
      "p.yaml:3:80: `members` is not an e-mail address"),
    Case(
      "  - communities:\n    - { slug: a, name: A, admin: a@example.org }\n    - { slug: A, name: B, admin: a@example.org }",

      "p.yaml:5:15: the entry on line 4 has the same `slug`"),
    Case(
      "  - report: { community: c, format: pdf, to: r, from: 2026-02-30, until: 21.11.2026 }",
      "p.yaml:3:37: `format` takes `html`, `json`, `csv` or `markdown`, not `pdf`",
      "p.yaml:3:55: `from` takes a day such as `2026-11-21`, not `2026-02-30`",
      "p.yaml:3:74: `until` takes a day such as `2026-11-21`, not `21.11.2026`"),
    Case(
      "  - site: { to: r, until: 0001-01-01 }",
      "p.yaml:3:27: `until` is the day after the last one, and does not come after `from`"),
    Case(
      "  - report: { format: csv, to: r }",
      "p.yaml:3:5: `report` needs `community`, `recipe`, `creator` or `installation`"),
    Case(
      "  - report: { community: c, installation: true, format: csv, to: r }",
      "p.yaml:3:29: `report` takes only one of `community`, `recipe`, `creator` and `installation`"),
    Case(
      "  - report: { installation: false, format: csv, to: r }",
      "p.yaml:3:29: `installation` is true, or is left out"),
    Case(
      "  - report: { community: c, format: csv, to: r, from: 2026-02-01, until: 2026-02-01 }",
      "p.yaml:3:74: `until` is the day after the last one, and does not come after `from`"),
    Case(
      "  - targets: { failUnder: -5%, period: next }",
      "p.yaml:3:27: `failUnder` takes a share from 0% to 1000% such as `90%`, not `-5%`",
      "p.yaml:3:40: `period` takes `last` or `current`, not `next`"),
    Case(
      "  - backup: { to: ' ', verify: yes }",
      "p.yaml:3:19: `to` is empty",
      "p.yaml:3:32: `verify` takes `true` or `false`, not `yes`"),
    Case(
      "  - backup: { verify: true }",
      "p.yaml:3:5: `backup` needs `to` or `repository`"),
    Case(
      "  - backup: { to: b.tar, repository: b }",
      "p.yaml:3:26: `backup` takes only one of `to` and `repository`"),
    Case(
      "  - backup: { to: b.tar, full: true }",
      "p.yaml:3:26: `backup` takes only one of `to` and `full`"),
    Case(
      "  - backup: { to: b.tar, passphraseFile: p }",
      "p.yaml:3:26: `backup` takes only one of `to` and `passphraseFile`"),
    Case(
      "  - backup: { repository: b, keyFile: k, passphraseFile: p }",
      "p.yaml:3:30: `backup` takes only one of `passphraseFile` and `keyFile`"),
    Case(
      "  - prune: { keepLast: -1, keepDaly: 7, timeZone: Mars/Base, keyFile: k, passphraseFile: p }",
      "p.yaml:3:5: `prune` needs `repository`: a path",
      "p.yaml:3:24: `keepLast` takes a whole number from 0 to 1000000 such as `7`, not `-1`",
      "p.yaml:3:28: unknown key `keepDaly` in `prune`; did you mean `keepDaily`?",
      "p.yaml:3:51: `timeZone` takes a time zone of the IANA database such as `Europe/Berlin`, not `Mars/Base`",
      "p.yaml:3:62: `prune` takes only one of `passphraseFile` and `keyFile`"),
    Case(
      "  - prune: { repository: b, keepWeekly: 1.5, keepMonthly: 1000001, keepYearly: [1] }",
      "p.yaml:3:41: `keepWeekly` takes a whole number from 0 to 1000000 such as `7`, not `1.5`",
      "p.yaml:3:59: `keepMonthly` takes a whole number from 0 to 1000000 such as `7`, not `1000001`",
      "p.yaml:3:80: `keepYearly` takes a number such as 7, not a list"),
    Case(
      "  - backup: { to: ${X} }",
      "p.yaml:3:20: is not YAML: while parsing a flow mapping begun on line 3, did not find expected ',' or '}'; quote what holds `${…}` inside `{ }` or `[ ]`"
    ),
    Case(
      "  - backup: { to: 'naïve/${X', verify: '${Y}' }",
      "p.yaml:3:19: a variable is written `${NAME}` or `${NAME:-default}`",
      "p.yaml:3:41: the variable `Y` is not set; set it, or write `${Y:-default}`"),
  ]

  @Test(arguments: files)
  func `what is wrong with the file is said at its place`(example: Case) {
    #expect(problems(example.text) == example.problems)
  }

  @Test(arguments: stages)
  func `what is wrong with a stage is said at its place`(example: Case) {
    #expect(problems(file(example.text)) == example.problems)
  }

  @Test(arguments: settings)
  func `what is wrong with a setting is said at its place`(example: Case) {
    #expect(problems(file(example.text)) == example.problems)
  }

  @Test func `every problem is told at once, in the order of the file`() throws {
    let text = """
      pipeline: p
      stages:
        - view: { from: v }
        - import:
            into: circle
            form: [a.zip]
        - backup: { to: [b], verify: maybe }
      """
    let fault = try #require(throws: PipelineFault.self) { try plan(text) }
    #expect(
      fault.message == """
        p.yaml: 6 problems
        p.yaml:3:5: unknown stage `view`; did you mean `views`?
        p.yaml:4:5: `import` needs `from`: a path or a list of paths
        p.yaml:4:5: `import` needs `as`: an e-mail address
        p.yaml:6:7: unknown key `form` in `import`; did you mean `from`?
        p.yaml:7:19: `to` takes a path, not a list
        p.yaml:7:32: `verify` takes `true` or `false`, not `maybe`
        """)
    #expect(fault.exitCode == .usage)
  }

  @Test func `the only problem is the message`() throws {
    let fault = try #require(throws: PipelineFault.self) { try plan(file("  - bake: {}")) }
    #expect(fault.location == SourceLocation(archive: "p.yaml", line: 3, column: 5))
    #expect(
      fault.message
        == "p.yaml:3:5: unknown stage `bake`; the stages are `init`, `archive`, `users`, `communities`, "
        + "`import`, `views`, `lineage`, `tags`, `duplicates`, `rollup`, `targets`, `purge`, "
        + "`report`, `site`, `backup` and `prune`")
  }

  @Test func `no message repeats an e-mail address`() {
    let told = problems(
      file(
        """
          - users: [ada@example.org, { email: ada@example.org@, username: }]
          - import: ada@example.org
          - communities: [{ slug: c, name: C, admin: [ada@example.org], members: ada@example@org }]
        """))
    #expect(told.count == 6)
    #expect(told.allSatisfy { !$0.contains("ada") })
  }
}
