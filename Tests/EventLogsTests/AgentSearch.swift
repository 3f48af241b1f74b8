import RecipeModel
import TestKit

@testable import EventLogs

/// The slow and obvious way to tell agents: each token is looked for at each place.
enum AgentSearch {
  static func agentClass(of agent: String) -> AgentClass {
    let bytes = Array(agent.lowercased().utf8)
    let order: [AgentClass] = [.person, .crawler, .script, .monitor, .preview]
    var found = AgentClass.person
    for end in bytes.indices {
      let here = AgentTokens.all.filter { counts($0, endingAt: end, in: bytes) }
        .max { $0.text.utf8.count < $1.text.utf8.count }
      guard let here, let rank = order.firstIndex(of: here.agent),
        let best = order.firstIndex(of: found), rank > best
      else { continue }
      found = here.agent
    }
    return found
  }

  private static func counts(
    _ token: AgentTokens.Token, endingAt end: Int, in bytes: [UInt8]
  ) -> Bool {
    let text = Array(token.text.utf8)
    let start = end + 1 - text.count
    guard start >= 0, Array(bytes[start...end]) == text else { return false }
    switch token.place {
    case .anywhere: return true
    case .start: return start == 0
    case .wordStart:
      guard start > 0 else { return true }
      let before = Character(UnicodeScalar(bytes[start - 1]))
      return !(before.isASCII && (before.isLetter || before.isNumber))
    case .wordEnd:
      guard end + 1 < bytes.count else { return true }
      let after = Character(UnicodeScalar(bytes[end + 1]))
      return !(after.isASCII && after.isLetter)
    }
  }
}

/// Makes agents out of tokens, parts of tokens and what stands between them.
struct AgentGenerator {
  private var random: SeededGenerator

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
  }

  mutating func next() -> String {
    var agent = ""
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let token = AgentTokens.all.randomElement(using: &random)?.text ?? ""
      switch Int.random(in: 0..<4, using: &random) {
      case 0: agent += token
      case 1: agent += token.prefix(Int.random(in: 0...token.count, using: &random))
      case 2: agent += token.suffix(Int.random(in: 0...token.count, using: &random)).uppercased()
      default:
        agent += ["/1.0 ", "; ", "x", "cu", " (", "-", "é"].randomElement(using: &random) ?? ""
      }
    }
    return agent
  }
}
