import GRDB
import RecipeModel

/// Queries on one consistent snapshot of the store.
///
/// Valid inside the closure of `RecipeStore.read` or `RecipeStore.write` only.
public class ReadTransaction {
  let database: Database
  /// The statements of the transaction by their SQL; kept by the connection.
  private var statements: [String: PreparedStatement] = [:]
  /// Those whose SQL is a literal, by where that lies in the program: a recipe takes thirty of
  /// them, and hashing the texts took longer than some of the queries.
  private var literalStatements: [UnsafePointer<UInt8>: PreparedStatement] = [:]

  init(database: Database) {
    self.database = database
  }

  /// Stores what waits to be stored, before anything is asked that could depend on it.
  func storeBuffered() throws(StoreFault) {}

  /// The recipe with a public id, if it waits to be stored.
  func bufferedRecipe(_ id: RecipeID) -> RecipeKey? { nil }

  /// The body with a digest, if it waits to be stored.
  func bufferedBody(_ digest: Digest) -> BodyKey? { nil }

  /// What is not in here need not be looked for; nil where everything is looked for.
  var seenKeys: SeenKeys?

  /// Whether a recipe that waits to be stored has this content.
  func isBuffered(content digest: [UInt8]) -> Bool { false }

  /// A statement that is prepared once in the transaction.
  func prepared(_ sql: StaticString) throws(StoreFault) -> PreparedStatement {
    try storeBuffered()
    return try preparedAside(sql)
  }

  /// The same for a statement on tables of which no rows wait, or that looks at those as well.
  func preparedAside(_ sql: StaticString) throws(StoreFault) -> PreparedStatement {
    if let statement = literalStatements[sql.utf8Start] { return statement }
    let statement = try preparedAside(sql.description)
    literalStatements[sql.utf8Start] = statement
    return statement
  }

  /// A statement that is prepared once in the transaction, of an SQL that is put together.
  @_disfavoredOverload
  func prepared(_ sql: String) throws(StoreFault) -> PreparedStatement {
    try storeBuffered()
    return try preparedAside(sql)
  }

  @_disfavoredOverload
  private func preparedAside(_ sql: String) throws(StoreFault) -> PreparedStatement {
    if let statement = statements[sql] { return statement }
    let statement = PreparedStatement(
      try StoreFault.mapping { try database.cachedStatement(sql: sql) }, in: database)
    statements[sql] = statement
    return statement
  }

  /// A statement of the database library, kept by the connection.
  func cachedStatement(_ sql: String) throws(StoreFault) -> Statement {
    try storeBuffered()
    return try StoreFault.mapping { try database.cachedStatement(sql: sql) }
  }

  /// All rows of a query, each turned into a value.
  func rows<Value>(
    _ sql: String, _ arguments: StatementArguments = [], _ make: (Row) throws -> Value
  ) throws(StoreFault) -> [Value] {
    try StoreFault.mapping {
      var values: [Value] = []
      try prepared(sql).bind(arguments).forEachRow { values.append(try make($0)) }
      return values
    }
  }

  /// The first row of a query as a value; nil when there is none.
  func row<Value>(
    _ sql: String, _ arguments: StatementArguments = [], _ make: (Row) throws -> Value
  ) throws(StoreFault) -> Value? {
    try StoreFault.mapping { try prepared(sql).bind(arguments).firstRow(make) }
  }

  /// Walks the rows of a query one by one, in bounded memory.
  func eachRow(
    _ sql: String, _ arguments: StatementArguments = [], _ body: (Row) throws -> Void
  ) throws {
    try storeBuffered()
    // One of its own: within the closure the same query may be asked again.
    let statement = try StoreFault.mapping { try database.makeStatement(sql: sql) }
    try PreparedStatement(statement, in: database).bind(arguments).forEachRow(body)
  }

  /// A single number, such as a count.
  func integer(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFault) -> Int64 {
    try row(sql, arguments) { $0[0] as Int64? ?? 0 } ?? 0
  }
}

/// Changes to the store, all of them stored together or not at all.
public final class WriteTransaction: ReadTransaction {
  private let lastChange: Int64
  private var isChanging = false
  /// Whether parts of the transaction are protected together; see `attemptEach`.
  var isAttemptingTogether = false
  /// How the full-text index follows the bodies that this transaction stores.
  var textFollowing = TextFollowing.notAsked
  /// What is put into the full-text index before the commit; see `settleText`.
  var awaitedTexts: [(body: BodyKey, text: IndexedText)] = []
  /// What is stored before anything else is asked.
  var buffered = BufferedImports()
  /// The import that the transaction belongs to; see `belongs(to:)`.
  var importRun: RunKey?
  /// The files of pictures, which no transaction undoes: one is written before the row that names
  /// it, and removed after that row.
  let images: ImageFiles

  init(beginningIn database: Database, images: ImageFiles) throws {
    self.images = images
    lastChange = try Int64.fetchOne(database, sql: "SELECT change FROM installation") ?? 0
    super.init(database: database)
  }

  /// The number that every row changed in this transaction carries.
  ///
  /// Asking for it is what makes the transaction one that changes something: bookkeeping that
  /// does not ask leaves the counter where it is.
  public var change: Int64 {
    isChanging = true
    return lastChange + 1
  }

  /// What `change` would be, without making the transaction one that changes something: for what is
  /// remembered of a source, which nobody sees.
  var uncountedChange: Int64 { lastChange + 1 }

  override func storeBuffered() throws(StoreFault) {
    // Whoever asks may make rows whose keys SQLite gives.
    buffered.forgetNextKeys()
    if !buffered.isEmpty { try buffered.store(in: database) }
  }

  override func bufferedRecipe(_ id: RecipeID) -> RecipeKey? { buffered.recipeKeys[id.text] }

  override func bufferedBody(_ digest: Digest) -> BodyKey? { buffered.bodyKeys[digest.bytes] }

  override func isBuffered(content digest: [UInt8]) -> Bool { buffered.contents.contains(digest) }

  /// Settles what is written once for the whole transaction; the last thing before the commit.
  func settle() throws {
    try storeBuffered()
    try settleText()
    try countChange()
  }

  /// Moves the store's change counter, when it was asked for.
  private func countChange() throws {
    guard isChanging else { return }
    try rememberChange(change)
    try database.execute(
      sql: "UPDATE installation SET change = ? WHERE id = 1", arguments: [change])
  }

  /// Runs a statement that returns no rows.
  func execute(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFault) {
    try prepared(sql).bind(arguments).run()
  }

  /// Runs an INSERT and gives the number of the new row.
  func insert(_ sql: String, _ arguments: StatementArguments) throws(StoreFault) -> Int64 {
    try execute(sql, arguments)
    return database.lastInsertedRowID
  }

}
