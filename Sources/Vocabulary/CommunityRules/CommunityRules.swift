// The rules of recipe communities, as pure functions.
//
// In comes what is so (standings: who asks, which community, which recipe) and what is asked.
// Out goes a decision, a closed value that says what must change, or a `Refusal` that names the
// rule, whom it refuses what, and what would be allowed instead.
//
// Each rule file holds one request as a caseless enum with one `decide`. Text that people type is
// checked before it becomes part of a request: `EmailAddress`, `Slug` and their like cannot be made
// from a bad text, and say so with `InvalidValue`.
//
// Never done here: input, output, the database, the clock, randomness. A moment or a fresh id that
// a decision needs is handed in. That a slug, an e-mail address or a username is free is known
// to the store alone; whoever finds it taken says so with `InvalidValue(_:.taken)`.

/// The rules of the domain that refuse something, by their numbers.
public enum Rule: String, Sendable, CaseIterable {
  case r1 = "R1"
  case r2 = "R2"
  case r3 = "R3"
  case r4 = "R4"
  case r5 = "R5"
  case r6 = "R6"
  case r7 = "R7"
  case r7a = "R7a"
  case r8 = "R8"
  case r11 = "R11"
  case r12 = "R12"
  case r13 = "R13"
  case r16 = "R16"
  case r20 = "R20"
  case r21 = "R21"
  case r23 = "R23"
  case r23a = "R23a"
  case r28 = "R28"

  /// What it says, in one line, for the documentation.
  public var statement: String {
    switch self {
    case .r1: "a user belongs to communities one by one, with a role of its own in each"
    case .r2: "who creates a community is its first admin, and it always has one"
    case .r3: "only an admin invites a user, promotes a member, changes settings or sets targets"
    case .r4: "nobody demotes an admin"
    case .r5: "a user can leave at any time, but not as the last admin of others"
    case .r6: "a community ends with its last user, or by the operator"
    case .r7: "a person sees and takes out only what is theirs and their communities'"
    case .r7a: "who left can neither edit nor decide until they come back"
    case .r8: "only a member creates or imports a recipe in a community"
    case .r11: "any member of a recipe's community proposes a change of it"
    case .r12: "only a recipe's creator decides what it says"
    case .r13: "a proposal is decided once"
    case .r16: "a recipe's creator or an admin of either community shares it into another, once"
    case .r20: "what is deleted is left out, and each deletion has those who may make and undo it"
    case .r21: "a deletion is undone whole, until its retention ends, and never by a merge"
    case .r23: "the operator erases a user, and names who follows where nobody else is admin"
    case .r23a:
      "the operator or an admin takes down and lifts; what is taken down is not stored again"
    case .r28: "a target is of whole periods of its community, and of none that is to come or over"
    }
  }
}
