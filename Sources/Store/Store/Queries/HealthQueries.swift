import PipelineCore
public import RecipeModel

extension ReadTransaction {
  /// The version of SQLite that the program runs with.
  public func sqliteVersion() throws(StoreFault) -> String {
    try row("SELECT sqlite_version()") { $0[0] as String } ?? ""
  }

  /// The IANA names of the time zones that the installation and its communities go by.
  public func timeZones() throws(StoreFault) -> [String] {
    try rows(
      "SELECT time_zone FROM installation UNION SELECT time_zone FROM community ORDER BY 1"
    ) { $0[0] as String }
  }

  /// The indexes that have not seen everything yet.
  public func indexesBehind() throws(StoreFault) -> [DerivedIndex] {
    let lastBody = try integer("SELECT coalesce(max(id), 0) FROM recipe_body")
    let lastChange = try lastRecipeChange()
    var behind: [DerivedIndex] = []
    for index in DerivedIndex.allCases {
      let end =
        switch index {
        case .text, .duplicates: lastBody
        case .lineage, .tags: lastChange
        }
      if try watermark(of: index) < end { behind.append(index) }
    }
    return behind
  }

  /// The runs that the store has as running.
  public func runningRuns() throws(StoreFault) -> [StoredRun] {
    try rows("SELECT * FROM run WHERE state = 'running' ORDER BY id") { StoredRun($0) }
  }
}

extension WriteTransaction {
  /// Ends the runs that say that they are at work; they can be gone on with.
  ///
  /// The caller holds the store, so that they were killed.
  ///
  /// - Parameters:
  ///   - run: One that is at work: the caller's.
  ///   - now: The present moment.
  /// - Throws: A fault of the store.
  public func endKilledRuns(besides run: RunKey? = nil, at now: Instant) throws(StoreFault) {
    try execute(
      """
      UPDATE run SET state = 'interrupted', finished_at = ?, exit_code = ?
       WHERE state = 'running' AND id IS NOT ?
      """, [now.milliseconds, ExitCode.interrupted.rawValue, run?.value])
  }
}
