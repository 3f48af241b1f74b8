extension ReadTransaction {
  /// The rows of one subject within a span of periods, ascending.
  public func rollup(
    _ table: RollupTable, of subject: Int64, during periods: ClosedRange<Int32>
  ) throws(StoreFault) -> [RollupRow] {
    try rows(
      """
      SELECT \(table.subjectColumn) AS subject, \(table.periodColumn) AS period, views, viewers,
          anonymous, shares, forks FROM \(table.name)
       WHERE \(table.subjectColumn) = ? AND \(table.periodColumn) BETWEEN ? AND ?
       ORDER BY \(table.periodColumn)
      """, [subject, periods.lowerBound, periods.upperBound], RollupRow.init)
  }

  /// Walks all rows of one period, in no order that is promised.
  public func eachRollup(
    _ table: RollupTable, in period: Int32, _ body: (RollupRow) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT \(table.subjectColumn) AS subject, \(table.periodColumn) AS period, views, viewers,
          anonymous, shares, forks FROM \(table.name) WHERE \(table.periodColumn) = ?
      """, [period]
    ) { try body(RollupRow($0)) }
  }

  /// The periods that a table has rows for, ascending.
  public func rollupPeriods(_ table: RollupTable) throws(StoreFault) -> [Int32] {
    // One index step for each period, however many rows it has.
    try rows(
      """
      WITH RECURSIVE found (period) AS (
        SELECT min(\(table.periodColumn)) FROM \(table.name)
        UNION ALL
        SELECT (SELECT min(\(table.periodColumn)) FROM \(table.name)
                 WHERE \(table.periodColumn) > found.period)
          FROM found WHERE found.period IS NOT NULL)
      SELECT period FROM found WHERE period IS NOT NULL
      """
    ) { $0[0] }
  }
}

extension WriteTransaction {
  /// Removes the rows of a period.
  public func clearRollup(_ table: RollupTable, in period: Int32) throws(StoreFault) {
    try execute("DELETE FROM \(table.name) WHERE \(table.periodColumn) = ?", [period])
  }

  /// Removes all rows of all rollups.
  public func clearRollups() throws(StoreFault) {
    for table in RollupTable.all { try execute("DELETE FROM \(table.name)") }
  }

  /// Adds counts to a row, which is made when it is not there.
  public func add(_ row: RollupRow, to table: RollupTable) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO \(table.name) (\(table.subjectColumn), \(table.periodColumn), views, viewers,
          anonymous, shares, forks) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET views = views + excluded.views,
          viewers = viewers + excluded.viewers, anonymous = anonymous + excluded.anonymous,
          shares = shares + excluded.shares, forks = forks + excluded.forks
      """
    ).bind(row.subject).bind(Int64(row.period)).bind(row.counts.views).bind(row.counts.viewers)
      .bind(row.counts.anonymous).bind(row.counts.shares).bind(row.counts.forks).run()
  }
}

extension RollupRow {
  fileprivate init(_ row: Row) {
    self.init(
      subject: row["subject"], period: row["period"],
      counts: RollupCounts(
        views: row["views"], viewers: row["viewers"], anonymous: row["anonymous"],
        shares: row["shares"], forks: row["forks"]))
  }
}
