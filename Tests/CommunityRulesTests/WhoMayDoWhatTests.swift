import CommunityRules
import PipelineCore
import RecipeModel
import Testing

/// Every kind of actor asks for everything; the table says who is let and which rule refuses.
struct WhoMayDoWhatTests {
  /// Columns in the order of `Asker.allCases`.
  static let table = """
                        operator admin member creator  away former outsider deleted
    create-user              yes    R3     R3      R3    R3     R3       R3     R20
    change-user              yes    R7     R7     yes   yes     R7       R7     R20
    erase-user               yes   R23    R23     R23   R23    R23      R23     R20
    create-community         yes   yes    yes     yes   yes    yes      yes     R20
    delete-community         yes    R6     R6      R6    R6     R6       R6     R20
    restore-community        yes   R20    R20     R20   R20    R20      R20     R20
    invite                   yes   yes     R3      R3    R3     R3       R3     R20
    promote                  yes   yes     R3      R3    R3     R3       R3     R20
    demote                    R4    R4     R4      R4    R4     R4       R4     R20
    leave                     R5   yes    yes     yes    R1     R1       R1     R20
    change-community         yes   yes     R3      R3    R3     R3       R3     R20
    set-target               yes   yes     R3      R3    R3     R3       R3     R20
    remove-target            yes   yes     R3      R3    R3     R3       R3     R20
    see-community            yes   yes    yes     yes    R7     R7       R7     R20
    see-installation         yes    R7     R7      R7    R7     R7       R7     R20
    see-audit-log            yes   yes     R7      R7    R7     R7       R7     R20
    see-own-audit-log         R7   yes    yes     yes   yes    yes      yes     R20
    see-whole-audit-log      yes    R7     R7      R7    R7     R7       R7     R20
    back-up-community        yes   yes     R7      R7    R7     R7       R7     R20
    back-up-installation     yes    R7     R7      R7    R7     R7       R7     R20
    create-recipe             R8   yes    yes     yes    R8     R8       R8     R20
    create-in-catalogue       R8   yes    yes     yes   yes    yes      yes     R20
    import                    R8   yes    yes     yes    R8     R8       R8     R20
    import-to-catalogue       R8   yes    yes     yes   yes    yes      yes     R20
    undo-import              yes   yes    R20     yes   R7a     R7       R7     R20
    undo-import-to-catalogue yes    R7     R7     yes   yes     R7       R7     R20
    see-recipe               yes   yes    yes     yes    R7     R7       R7     R20
    see-deleted-recipe       yes   yes    R20     yes    R7     R7       R7     R20
    edit-recipe              yes   R12    R12     yes   R7a     R7       R7     R20
    tag-recipe               yes   R12    R12     yes   R7a     R7       R7     R20
    delete-recipe            yes   yes    R20     yes   R7a     R7       R7     R20
    restore-recipe           yes   yes    R20     yes   R7a     R7       R7     R20
    propose                  R11   yes    yes     yes   R7a     R7       R7     R20
    propose-to-copy          R11    R7     R7     R11   R11     R7       R7     R20
    see-proposal             yes   yes    yes     yes    R7     R7       R7     R20
    see-rejected-proposal    yes    R7    yes     yes    R7     R7       R7     R20
    accept-proposal          R12   R12    R12     yes   R7a     R7       R7     R20
    reject-proposal          R12   R12    R12     yes   R7a     R7       R7     R20
    see-copy                 yes    R7     R7     yes   yes     R7       R7     R20
    edit-copy                R20    R7     R7     yes   yes     R7       R7     R20
    tag-copy                 R20    R7     R7     yes   yes     R7       R7     R20
    delete-copy              R20    R7     R7     yes   yes     R7       R7     R20
    restore-copy             R20    R7     R7     yes   yes     R7       R7     R20
    see-trash                yes   yes    yes     yes    R7     R7       R7     R20
    see-own-trash             R7   yes    yes     yes   yes    yes      yes     R20
    take-down                yes   yes   R23a    R23a    R7     R7       R7     R20
    take-down-copy           yes    R7     R7    R23a  R23a     R7       R7     R20
    lift-takedown            yes   yes   R23a    R23a    R7     R7       R7     R20
    lift-operators-takedown  yes  R23a   R23a    R23a    R7     R7       R7     R20
    see-takedowns            yes   yes   R23a    R23a  R23a   R23a     R23a     R20
    share-recipe             R16   yes    R16     yes   R7a     R7       R7     R20
    share-copy               R16    R7     R7     R16   R16     R7       R7     R20
    """

  struct Cell: Sendable, CustomTestStringConvertible {
    var asker: Asker
    var act: Act
    /// `yes`, or the rule that refuses.
    var answer: String

    var testDescription: String { "\(asker.rawValue) \(act.rawValue): \(answer)" }
  }

  static let cells: [Cell] = table.split(separator: "\n").dropFirst().flatMap { line in
    let words = line.split(separator: " ")
    return zip(Asker.allCases, words.dropFirst()).compactMap { asker, answer in
      Act(rawValue: String(words[0])).map { Cell(asker: asker, act: $0, answer: String(answer)) }
    }
  }

  @Test func `the table has every actor and every act once`() {
    let header = Self.table.prefix { $0 != "\n" }.split(separator: " ").map(String.init)
    #expect(header == Asker.allCases.map(\.rawValue))
    #expect(Self.cells.count == Asker.allCases.count * Act.allCases.count)
    #expect(Set(Self.cells.map(\.act)) == Set(Act.allCases))
  }

  @Test(arguments: cells)
  func `R1 to R23a: who may do what`(cell: Cell) throws {
    let refusal = refusal { () throws(Refusal) in try cell.act.decide(by: cell.asker.actor) }
    #expect((refusal?.rule.rawValue ?? "yes") == cell.answer)
    guard let refusal else { return }
    #expect(refusal.who == cell.asker.actor.name)
    #expect(refusal.what.hasPrefix("\(cell.answer): \(cell.asker.actor.name) cannot "))
    #expect(refusal.exitCode == .failed)
  }
}

enum Asker: String, Sendable, CaseIterable {
  case `operator`
  case admin
  case member
  case creator
  /// The recipe's creator, who has left the community.
  case away
  case former
  case outsider
  case deleted

  var actor: Actor {
    switch self {
    case .operator: .operator
    case .admin: .person(Cast.ada)
    case .member: .person(Cast.ben)
    case .creator: .person(Cast.cleo)
    case .away: .person(Cast.cleo.away)
    case .former: .person(Cast.dora)
    case .outsider: .person(Cast.eve)
    case .deleted: .person(Cast.cleo.erased)
    }
  }
}
