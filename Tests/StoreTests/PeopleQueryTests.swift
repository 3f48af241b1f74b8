import GRDB
import RecipeCoding
import RecipeModel
import Testing

@testable import Store

struct PeopleQueryTests {
  @Test func `users are found without case, by id and by key`() throws {
    try Pantry.with { transaction, pantry in
      let ada = try #require(try transaction.user(pantry.ada))
      #expect(ada.username == "Ada")
      #expect(try transaction.user(withEmail: FoldedName("ADA@EXAMPLE.org")) == ada)
      #expect(try transaction.user(withUsername: FoldedName(" ada ")) == ada)
      #expect(try transaction.user(UserID("Ada")) == ada)
      #expect(try transaction.user(withEmail: FoldedName("eve@example.org")) == nil)
    }
  }

  @Test func `lists go on where the page before ended`() throws {
    try Pantry.with { transaction, pantry in
      let first = try transaction.users(limit: 2)
      #expect(first.map(\.username) == ["Ada", "Ben"])
      let second = try transaction.users(after: FoldedName("ben"), limit: 2)
      #expect(second.map(\.username) == ["Cleo"])

      // Of one moment, so that the key decides.
      for number in 1...5 {
        _ = try transaction.insert(
          NewRecipe(
            id: RecipeID("r\(number)"), body: pantry.body, creator: pantry.ada,
            community: pantry.circle, createdAt: Pantry.noon))
      }
      var ids: [String] = []
      var cursor: RecipeCursor?
      while true {
        let page = try transaction.recipes(in: pantry.circle, after: cursor, limit: 2)
        guard let last = page.last else { break }
        ids += page.map(\.recipe.id.text)
        cursor = RecipeCursor(after: last.recipe)
      }
      #expect(ids == ["r5", "r4", "r3", "r2", "r1", "soup"])
    }
  }

  @Test func `a living e-mail address, username, slug or membership is there once`() throws {
    try Pantry.with { transaction, pantry in
      let taken: [() throws -> Void] = [
        {
          _ = try transaction.insert(
            NewUser(
              id: UserID("x"), email: "Ada@Example.ORG", username: "x",
              createdAt: Pantry.noon))
        },
        {
          _ = try transaction.insert(
            NewUser(
              id: UserID("x"), email: "x@example.org", username: "ADA",
              createdAt: Pantry.noon))
        },
        {
          _ = try transaction.insert(
            NewCommunity(id: CommunityID("x"), slug: "circle", name: "X", createdAt: Pantry.noon))
        },
        {
          _ = try transaction.insert(
            NewMembership(
              id: MembershipID("x"), user: pantry.ben, community: pantry.circle, role: .admin,
              joinedAt: Pantry.noon))
        },
      ]
      for insertion in taken { #expect(throws: StoreFault.self) { try insertion() } }
    }
  }

  @Test func `what is written is read back, whatever the origin`() throws {
    try Pantry.with { transaction, pantry in
      let origins: [RecipeOrigin] = [
        .variant(of: pantry.soup),
        .share(of: pantry.soup, from: pantry.circle, by: pantry.ada, at: Pantry.noon),
      ]
      for (number, origin) in origins.enumerated() {
        let key = try transaction.insert(
          NewRecipe(
            id: RecipeID("r\(number)"), body: pantry.body, creator: pantry.ada,
            community: pantry.circle, origin: origin, imageURL: "https://example.org/a.jpg",
            createdAt: Pantry.noon))
        let recipe = try #require(try transaction.recipe(key))
        #expect(recipe.origin == origin)
        #expect(recipe.imageURL == "https://example.org/a.jpg")
      }
      #expect(try transaction.recipe(pantry.copy)?.origin == .personalCopy(of: pantry.soup))
      #expect(try transaction.body(pantry.body) == RecipeBody(title: "Soup"))
    }
  }

  @Test func `R10: a tag is one row however it is written, shown as first seen`() throws {
    try Pantry.with { transaction, pantry in
      #expect(try transaction.storeTag(" RYE ") == pantry.rye)
      #expect(try transaction.tags(of: pantry.soup).map(\.name) == ["Rye"])
      let tag = try #require(try transaction.tag(named: FoldedName("rye")))
      #expect(tag.id == TagID(NameBasedID.make(["tag", "rye"])))
      try transaction.remove(pantry.rye, from: pantry.soup)
      #expect(try transaction.tags(of: pantry.soup).isEmpty)
    }
  }

  @Test(arguments: Query.ofPeople)
  func `every row that a query changes carries the change of its transaction`(
    query: Query
  ) throws {
    try Pantry.withStore { store, pantry in
      let before = try store.read { (transaction) throws in try transaction.numberedRows() }
      let change = try store.write { (transaction) throws in
        try query.run(transaction, pantry)
        return transaction.change
      }
      let after = try store.read { (transaction) throws in try transaction.numberedRows() }
      for (table, rows) in after {
        for row in rows.subtracting(before[table] ?? []) {
          #expect(row["change"] == change.databaseValue, "\(table)")
        }
      }
    }
  }

  @Test func `the audit log keeps its entries as they were written`() throws {
    try Pantry.with { transaction, pantry in
      try transaction.insert(
        NewAuditEntry(
          id: AuditID("e"), action: "recipe.tag", actor: nil, subject: .recipe(RecipeID("soup")),
          community: pantry.circle, metadata: [JSONMember("added", .integer(2))],
          createdAt: Pantry.noon))
      let entries = try transaction.auditEntries(about: .recipe(RecipeID("soup")))
      #expect(entries.map(\.metadata) == [#"{"added":2}"#])
      #expect(entries.map(\.actor) == [nil])
      var ofCircle = AuditFilter()
      ofCircle.community = pantry.circle
      let found = try transaction.auditEntries(matching: ofCircle, limit: 5)
      #expect(found.map(\.entry) == entries)
      #expect(throws: StoreFault.self) { try transaction.execute("DELETE FROM audit_log") }
    }
  }
}

extension ReadTransaction {
  /// The rows of every table whose rows carry the number of their last change.
  fileprivate func numberedRows() throws -> [String: Set<[String: DatabaseValue]>] {
    let tables = try String.fetchAll(
      database,
      sql: """
        SELECT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND c.name = 'change'
        """)
    var rows: [String: Set<[String: DatabaseValue]>] = [:]
    for table in tables {
      rows[table] = Set(
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { row in
          Dictionary(uniqueKeysWithValues: row.map { ($0.0, $0.1) })
        })
    }
    return rows
  }
}
