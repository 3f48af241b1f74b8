import GRDB

extension WriteTransaction {
  /// Has the next snapshot hold every row anew: rows were changed in their places, without a number
  /// of their own, and what they said is to be found in no later snapshot.
  func followAnew() throws(StoreFault) {
    for table in SnapshotTable.allCases where table.isFollowed {
      try execute(
        """
        INSERT INTO removal (table_name, change) VALUES (?, ?)
          ON CONFLICT (table_name) DO UPDATE SET change = excluded.change
        """, [table.rawValue, uncountedChange])
    }
  }
}
