public import RecipeModel

/// Tells people from robots by the user agent.
///
/// All tokens of `AgentTokens` are looked for at once, in one pass over the bytes, by the automaton
/// of Aho and Corasick ("Efficient string matching", 1975). Of the classes that are found the one
/// that says most counts: a preview before a monitor, a script and a crawler.
public struct AgentClassifier: Sendable {
  /// The version of the list that agents are told by.
  public static let version = AgentTokens.version

  /// Which of the symbols a byte is, upper case as lower; 0 is a byte of no token.
  private var symbols = [UInt8](repeating: 0, count: 256)
  private let width: Int
  /// The next state by state and symbol.
  private var transitions: [UInt16]
  /// The longest token that ends in a state, by its place in `rules` plus one; 0 for none.
  private var ends: [UInt16]
  private var rules: [Rule] = []

  private struct Rule: Sendable {
    var agent: AgentClass
    var place: AgentTokens.Token.Place
    var length: Int
    /// The next shorter token that ends where this one does, as in `ends`.
    var shorter: UInt16 = 0
  }

  public init() {
    self.init(tokens: AgentTokens.all)
  }

  init(tokens: [AgentTokens.Token]) {
    var symbolCount = 1
    for byte in tokens.flatMap({ Array($0.text.utf8) }) where symbols[Int(byte)] == 0 {
      symbols[Int(byte)] = UInt8(symbolCount)
      symbolCount += 1
    }
    for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      symbols[Int(letter)] = symbols[Int(letter | 0x20)]
    }
    width = symbolCount
    transitions = [UInt16](repeating: 0, count: symbolCount)
    ends = [0]
    for token in tokens { add(token) }
    link()
  }

  /// The class of a user agent; nothing and `-` say nothing, and count as a person.
  public func agentClass(of agent: UnsafeBufferPointer<UInt8>) -> AgentClass {
    var found = AgentClass.person
    var state = 0
    transitions.withUnsafeBufferPointer { transitions in
      symbols.withUnsafeBufferPointer { symbols in
        ends.withUnsafeBufferPointer { ends in
          for index in agent.indices {
            state = Int(transitions[state * width + Int(symbols[Int(agent[index])])])
            guard ends[state] != 0 else { continue }
            let here = self.agent(ending: ends[state], at: index, of: agent)
            if here.weight > found.weight { found = here }
          }
        }
      }
    }
    return found
  }

  /// The class of the longest token that counts where it ends.
  private func agent(
    ending token: UInt16, at index: Int, of agent: UnsafeBufferPointer<UInt8>
  ) -> AgentClass {
    var token = token
    while token != 0 {
      let rule = rules[Int(token) - 1]
      let start = index + 1 - rule.length
      let counts =
        switch rule.place {
        case .anywhere: true
        case .start: start == 0
        case .wordStart: start == 0 || !agent[start - 1].isLetterOrDigit
        case .wordEnd: index + 1 == agent.count || !agent[index + 1].isLetter
        }
      if counts { return rule.agent }
      token = rule.shorter
    }
    return .person
  }

  // MARK: - Building

  private mutating func add(_ token: AgentTokens.Token) {
    var state = 0
    for byte in token.text.utf8 {
      let edge = state * width + Int(symbols[Int(byte)])
      if transitions[edge] == 0 {
        transitions[edge] = UInt16(ends.count)
        transitions += [UInt16](repeating: 0, count: width)
        ends.append(0)
      }
      state = Int(transitions[edge])
    }
    precondition(state != 0 && ends[state] == 0, "every token is there once")
    rules.append(Rule(agent: token.agent, place: token.place, length: token.text.utf8.count))
    ends[state] = UInt16(rules.count)
  }

  /// Completes the trie, nearest states first: each state goes on as the longest end of it that
  /// is a state too.
  private mutating func link() {
    var fallback = [Int](repeating: 0, count: ends.count)
    var queue = transitions[..<width].map(Int.init).filter { $0 != 0 }
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      let shorter = fallback[state]
      if ends[state] == 0 {
        ends[state] = ends[shorter]
      } else {
        rules[Int(ends[state]) - 1].shorter = ends[shorter]
      }
      for symbol in 0..<width {
        let target = Int(transitions[state * width + symbol])
        if target == 0 {
          transitions[state * width + symbol] = transitions[shorter * width + symbol]
        } else {
          fallback[target] = Int(transitions[shorter * width + symbol])
          queue.append(target)
        }
      }
    }
  }
}

extension AgentClass {
  /// What counts where a user agent says several things.
  fileprivate var weight: Int {
    switch self {
    case .person: 0
    case .crawler: 1
    case .script: 2
    case .monitor: 3
    case .preview: 4
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  fileprivate var isLetterOrDigit: Bool { isLetter || (0x30...0x39).contains(self) }
}
