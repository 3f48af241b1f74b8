import Console
import JSONText
import PipelineCore
import Store

/// Accounts as a table for people: by archive and member, the members of one archive added up
/// when there are many.
enum AccountTable {
  /// How many lines are shown before the members of each archive are added up.
  private static let detailLimit = 40

  static func make(_ accounts: [MemberAccount], total: Account) -> TextTable {
    var table = TextTable(columns: [
      .init("archive"), .init("format"), .init("read", .right), .init("inserted", .right),
      .init("updated", .right), .init("proposed", .right), .init("unchanged", .right),
      .init("skipped", .right), .init("quarantined", .right),
    ])
    for part in accounts.count > detailLimit ? byArchive(accounts) : accounts {
      let place = part.member.isEmpty ? part.archive : "\(part.archive)!/\(part.member)"
      table.append([.init(place), .init(part.format)] + cells(part.account))
    }
    if accounts.count > 1 {
      table.append([.init("total", .emphasis), ""] + cells(total))
    }
    return table
  }

  private static func cells(_ account: Account) -> [TextTable.Cell] {
    [
      .init(account.read), .init(account.inserted), .init(account.updated),
      .init(account.proposed), .init(account.unchanged), .init(account.skipped),
      .init(account.quarantined, account.quarantined > 0 ? .warning : nil),
    ]
  }

  private static func byArchive(_ accounts: [MemberAccount]) -> [MemberAccount] {
    var sums: [MemberAccount] = []
    for part in accounts {
      if let last = sums.indices.last, sums[last].archive == part.archive {
        sums[last].account += part.account
      } else {
        sums.append(
          MemberAccount(
            archive: part.archive, member: "", format: part.format, account: part.account))
      }
    }
    return sums
  }
}

extension Account {
  /// Writes the account as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      for (name, count) in [
        ("read", read), ("inserted", inserted), ("updated", updated), ("proposed", proposed),
        ("unchanged", unchanged), ("skipped", skipped), ("quarantined", quarantined),
      ] {
        writer.key(name)
        writer.integer(count)
      }
    }
  }
}

extension MemberAccount {
  /// Writes the account with its place as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("archive")
      writer.string(archive)
      writer.key("member")
      writer.string(member)
      writer.key("format")
      writer.string(format)
      writer.key("account")
      account.write(to: &writer)
    }
  }
}
