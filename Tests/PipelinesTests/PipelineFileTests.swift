import CommunityRules
import EventLogs
import BackupRepository
import PipelineCore
import Pipelines
import RecipeModel
import Testing

struct PipelineFileTests {
  @Test func `every key of every stage reaches the plan`() throws {
    let text = """
      pipeline: whole
      description: Everything there is
      store: ${STORE:-out/levain.db}
      stages:
        - init: {}
        - archive: { from: [a.jsonl.gz, b.tar] }
        - users:
            - { email: ada@example.org, username: Ada }
            - { email: bo@example.org, username: Bo }
        - communities:
            - slug: circle
              name: Sourdough Circle
              description: Bread
              timeZone: Europe/Berlin
              admin: ada@example.org
              members: [bo@example.org]
            - { slug: other, name: Other, admin: bo@example.org }
        - name: breads
          import:
            into: circle
            as: bo@example.org
            from: [x.jsonld, y]
            format: json-ld
            columns: { steps: [Wie, Dann], title: Was }
            source: club
            authors:
              map: { Ada L.: ada@example.org }
              create: { "Noor": noor@example.org }
            tagRules:
              split: [/, ">"]
              rename: { Nachtisch: Dessert, Fish & Chips: [Fish, Fried] }
              drop: Imported
              add: { Vegan: Vegetarian }
            tags: [Bread, 2026]
            duplicates: keep
            nearDuplicates: variant
        - import: { catalogue: bo@example.org, from: z.xml, authors: importer }
        - views: { from: v.jsonl, recipePaths: "/c/*/{recipe}" }
        - lineage: {}
        - tags:
        - duplicates: {}
        - rollup
        - targets: { community: circle, failUnder: 90%, period: current }
        - targets
        - purge
        - report:
            community: circle
            format: html
            to: r.html
            from: 2026-01-01
            until: 2026-02-01
        - report: { community: other, format: csv, to: r.csv }
        - site: { to: reports, until: 2026-02-01 }
        - backup: { to: b.tar, community: circle, verify: false }
        - backup: { to: whole.tar }
        - backup: { repository: backups }
        - backup: { repository: /b, keyFile: k, full: true, verify: false }
        - backup: { repository: c, passphraseFile: secret.txt }
        - backup: { repository: d, community: circle }
        - prune: { repository: backups, keepLast: 3, community: circle }
        - prune:
            repository: /b
            keepHourly: 1
            keepDaily: 2
            keepWeekly: 3
            keepMonthly: 4
            keepYearly: 5
            timeZone: Pacific/Auckland
            removeDamaged: true
            profile: full
            keyFile: k
      """
    let read = try plan(text)
    #expect(read.name == "whole")
    #expect(read.summary == "Everything there is")
    #expect(read.store == "out/levain.db")
    let settings: [StageSettings] = [
      .initialize(InitSettings()),
      .archive(ArchiveSettings(from: ["a.jsonl.gz", "b.tar"])),
      .users(
        UsersSettings(users: [
          UserSetting(email: "ada@example.org", username: "Ada"),
          UserSetting(email: "bo@example.org", username: "Bo"),
        ])),
      .communities(
        CommunitiesSettings(communities: [
          CommunitySetting(
            slug: "circle", name: "Sourdough Circle", description: "Bread",
            timeZone: "Europe/Berlin", admin: "ada@example.org", members: ["bo@example.org"]),
          CommunitySetting(slug: "other", name: "Other", admin: "bo@example.org"),
        ])),
      .imports(
        ImportSettings(
          target: .community("circle"), importer: "bo@example.org", from: ["x.jsonld", "y"],
          format: "json-ld",
          columns: [
            ColumnSetting(field: "steps", header: "Wie"),
            ColumnSetting(field: "steps", header: "Dann"),
            ColumnSetting(field: "title", header: "Was"),
          ], source: "club",
          authors: AuthorSettings(
            mapped: [.init(name: "Ada L.", email: "ada@example.org")],
            created: [.init(name: "Noor", email: "noor@example.org")]),
          tagRules: TagRules(
            splitAt: ["/", ">"],
            rename: [
              .init(try TagName("Nachtisch"), [try TagName("Dessert")]),
              .init(try TagName("Fish & Chips"), [try TagName("Fish"), try TagName("Fried")]),
            ], drop: [try TagName("Imported")],
            add: [.init(try TagName("Vegan"), [try TagName("Vegetarian")])]),
          tags: ["Bread", "2026"], duplicates: .keep, nearDuplicates: .variant)),
      .imports(
        ImportSettings(
          target: .catalogue("bo@example.org"), importer: "bo@example.org", from: ["z.xml"])),
      .views(
        ViewsSettings(from: ["v.jsonl"], recipePaths: [try RecipePath("/c/*/{recipe}")])),
      .lineage(LineageSettings()),
      .tags(TagsSettings()),
      .duplicates(DuplicatesSettings()),
      .rollup(RollupSettings()),
      .targets(
        TargetsSettings(
          community: "circle", failUnder: try #require(Percentage("90")), period: .current)),
      .targets(TargetsSettings()),
      .purge(PurgeSettings()),
      .report(
        ReportSettings(
          subject: .community("circle"), format: .html, to: "r.html", from: Day("2026-01-01"),
          until: Day("2026-02-01"))),
      .report(
        ReportSettings(
          subject: .community("other"), format: .csv, to: "r.csv")),
      .site(SiteSettings(to: "reports", until: Day("2026-02-01"))),
      .backup(
        BackupSettings(.archive(.init(path: "b.tar", community: "circle")), isVerified: false)),
      .backup(BackupSettings(.archive(.init(path: "whole.tar")), isVerified: true)),
      .backup(BackupSettings(.repository(.init(path: "backups")), isVerified: true)),
      .backup(
        BackupSettings(
          .repository(.init(path: "/b", secret: .init(keyFile: "k"), isFull: true)),
          isVerified: false)),
      .backup(
        BackupSettings(.repository(.init(path: "c", secret: .init(passphraseFile: "secret.txt"))))),
      .backup(BackupSettings(.repository(.init(path: "d", community: "circle")))),
      .prune(PruneSettings(repository: "backups", community: "circle", policy: .init(last: 3))),
      .prune(
        PruneSettings(
          repository: "/b", profile: .full,
          policy: .init(
            hourly: 1, daily: 2, weekly: 3, monthly: 4, yearly: 5,
            clock: ZoneClock(stored: "Pacific/Auckland")),
          removesDamaged: true, secret: .init(keyFile: "k"))),
    ]
    #expect(read.stages.map(\.settings) == settings)
    #expect(
      read.stages.map(\.name) == [
        "init", "archive", "users", "communities", "breads", "import", "views", "lineage",
        "tags", "duplicates", "rollup", "targets", "targets-2", "purge", "report", "report-2",
        "site", "backup", "backup-2", "backup-3", "backup-4", "backup-5",
        "backup-6", "prune", "prune-2",
      ])
    #expect(Set(read.stages.map(\.kind)) == Set(StageKind.allCases))
    #expect(read.stages[4].location == SourceLocation(archive: "p.yaml", line: 19, column: 5))
  }

  @Test func `a byte order mark and Windows line ends change nothing`() throws {
    let text = file("  - backup: { to: b.tar }\n")
    let windows = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
    #expect(try plan(windows) == plan(text))
  }

  @Test func `an alias stands for what its anchor holds`() throws {
    let read = try plan(
      file(
        """
          - communities:
              - { slug: a, name: A, admin: x@example.org, members: &all [y@example.org] }
              - { slug: b, name: B, admin: x@example.org, members: *all }
        """))
    guard case .communities(let made) = read.stages[0].settings else {
      Issue.record("the stage makes communities")
      return
    }
    #expect(made.communities.map(\.members) == [["y@example.org"], ["y@example.org"]])
  }

  @Test(arguments: [
    ("", "a/b.tar"), ("/srv", "/srv/a/b.tar"), ("in/", "in/a/b.tar"),
  ])
  func `relative paths start from the folder given`(folder: String, path: String) throws {
    let read = try plan(
      "pipeline: p\nstore: a/b.tar\nstages: [backup: { to: a/b.tar }, backup: { to: /c }]",
      relativeTo: folder)
    #expect(read.store == path)
    #expect(
      read.stages.map(\.settings) == [
        .backup(BackupSettings(.archive(.init(path: path)))),
        .backup(BackupSettings(.archive(.init(path: "/c")))),
      ])
  }

  @Test func `numbers leave out the names that the file gives`() throws {
    let read = try plan(
      file(
        """
          - rollup
          - { name: rollup-2, lineage: {} }
          - rollup
          - { name: tags, tags: {} }
        """))
    #expect(read.stages.map(\.name) == ["rollup", "rollup-2", "rollup-3", "tags"])
  }
}
