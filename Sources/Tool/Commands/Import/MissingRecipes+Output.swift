import Console
import Import
import JSONText

extension MissingRecipes {
  /// How many a person is shown; JSON holds more.
  private static let shown = 10

  func write(to writer: inout JSONWriter, namesRecipes: Bool) {
    writer.key("missing")
    writer.object { writer in
      writer.member("count", count)
      writer.key("fates")
      writer.object { writer in
        for fate in Fate.allCases { writer.member(fate.rawValue, counts[fate] ?? 0) }
      }
      if let quarantined { writer.member("notDeletedForQuarantined", quarantined) }
      writer.key("first")
      writer.array { writer in
        for item in first {
          writer.object { writer in
            writer.member("id", item.id)
            if namesRecipes { writer.member("title", item.title) }
            writer.member("fate", item.fate.rawValue)
          }
        }
      }
    }
  }

  private func table(isPlan: Bool) -> TextTable {
    var table = TextTable(columns: [.init("missing here"), .init("what becomes of it")])
    for item in first.prefix(MissingRecipes.shown) {
      table.append([.init(item.title), .init(item.fate.meaning(isPlan: isPlan))])
    }
    return table
  }

  /// Without a mirror it may just be another archive of the same kind: one line says enough.
  private func showListed(on output: HumanOutput, namesRecipes: Bool) {
    let titles = first.prefix(3).map(\.title)
    output.note(
      "not met: \(Figures.count(count, "recipe", "recipes")) imported earlier from the same source, "
        + (count == 1 ? "which stays" : "which stay")
        + (namesRecipes
          ? ": " + titles.joined(separator: ", ") + (count > titles.count ? ", …" : "") : ""))
  }

  /// Says it; `isPlan` when it is what would be.
  func show(on output: HumanOutput, isPlan: Bool, namesRecipes: Bool) {
    guard count > 0 else { return }
    guard counts[.listed] != count || quarantined != nil else {
      return showListed(on: output, namesRecipes: namesRecipes)
    }
    if namesRecipes { output.table(table(isPlan: isPlan)) }

    output.note(
      "imported earlier from the same source, and not in it now: "
        + Figures.count(count, "recipe", "recipes")
        + (namesRecipes && count > MissingRecipes.shown
          ? ", the first \(MissingRecipes.shown) are shown" : ""))
    for fate in Fate.allCases where fate != .listed {
      guard let count = counts[fate] else { continue }
      output.note("\(Figures.count(count)) × \(fate.meaning(isPlan: isPlan))")
    }
    if let quarantined {
      output.note(
        "nothing of it is deleted: it may be among the \(Figures.count(quarantined)) that cannot "
          + "be read")
    }
  }
}

extension MissingRecipes.Fate {
  fileprivate func meaning(isPlan: Bool) -> String {
    switch self {
    case .listed: "stays"
    case .deleted: isPlan ? "would be deleted" : "deleted"
    case .edited: "stays: edited here"
    case .proposed: "stays: a proposal to it is open"
    case .saidElsewhere: "stays: another record says the same"
    case .refused: "stays: not the importer's to delete (R20)"
    }
  }
}
