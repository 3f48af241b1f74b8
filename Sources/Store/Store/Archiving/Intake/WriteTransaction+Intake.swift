import GRDB

extension WriteTransaction {
  /// Removes what an intake left behind for its rejections to be read.
  public func forgetIntake() throws(StoreFault) {
    try StoreFault.mapping { try database.execute(sql: IntakeTables.drop) }
  }
}
