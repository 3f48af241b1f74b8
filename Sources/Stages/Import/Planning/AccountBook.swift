import PipelineCore
import Store

/// The accounts of members as a store keeps them, held in memory.
struct AccountBook {
  /// By the bytes of archive and member: two names may differ only in how letters are composed.
  private var accounts: [[UInt8]: MemberAccount] = [:]

  init(_ accounts: [MemberAccount]) {
    for account in accounts {
      self.accounts[AccountBook.key(account.archive, account.member)] = account
    }
  }

  /// Adds one record to the line of its outcome.
  mutating func add(
    _ line: WritableKeyPath<Account, Int>, at place: SourceLocation, format: String
  ) {
    let member = place.memberPath
    var account =
      accounts[AccountBook.key(place.archive, member)]
      ?? MemberAccount(
        archive: place.archive, member: member, format: format, account: Account())
    account.format = format
    account.account.read += 1
    account.account[keyPath: line] += 1
    accounts[AccountBook.key(place.archive, member)] = account
  }

  /// By archive and member, in that order.
  var sorted: [MemberAccount] {
    accounts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  private static func key(_ archive: String, _ member: String) -> [UInt8] {
    Array(archive.utf8) + [0] + Array(member.utf8)
  }
}
