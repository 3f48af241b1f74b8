import RecipeModel
import Testing

@testable import EventLogs

/// User agents as browsers, apps and robots state them.
struct AgentClassifierTests {
  @Test(arguments: AgentSamples.people)
  func `R24: no person is taken for a robot`(agent: String) {
    #expect(agentClass(agent) == .person)
    #expect(agentClass(agent.uppercased()) == .person)
  }

  @Test(arguments: AgentSamples.robots)
  func `R24: a robot is told by what it says of itself`(sample: AgentSamples.Robot) {
    #expect(agentClass(sample.agent) == sample.expected)
    #expect(agentClass(sample.agent.uppercased()) == sample.expected)
    #expect(agentClass(sample.agent.lowercased()) == sample.expected)
  }

  @Test func `an agent that says nothing counts as a person`() {
    for agent in ["", "-", " ", "\0", "Mozilla/5.0"] { #expect(agentClass(agent) == .person) }
  }

  @Test(arguments: [
    ("bot", AgentClass.crawler), ("a bot", .crawler), ("mybot/1.0", .crawler),
    ("my-bots;", .crawler), ("botany", .person), ("bottle/1.0", .person), ("CUBOT", .person),
    ("Cubot bot", .crawler), ("MyCubot", .person), ("curl/8.4.0", .script), ("mycurl/1", .person),
    ("x curl/8", .script), ("node", .script), ("my node", .person), ("WhatsApp/2.23", .preview),
    ("Mozilla/5.0 WhatsApp/2.23", .person), ("+http", .crawler),
  ])
  func `a token counts where its place is`(agent: String, expected: AgentClass) {
    #expect(agentClass(agent) == expected)
  }

  @Test(arguments: 0..<300)
  func `the automaton finds what a search for each token finds`(seed: Int) {
    var generator = AgentGenerator(seed: seed)
    let agent = generator.next()
    #expect(agentClass(agent) == AgentSearch.agentClass(of: agent), "\(agent.debugDescription)")
  }

  @Test func `no token is in the list twice, and all are in lower case`() {
    let texts = AgentTokens.all.map(\.text)
    #expect(Set(texts).count == texts.count)
    #expect(texts.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty })
  }
}

/// Built once: it is the same for every agent.
private let classifier = AgentClassifier()

private func agentClass(_ agent: String) -> AgentClass {
  var agent = agent
  return agent.withUTF8(classifier.agentClass)
}
