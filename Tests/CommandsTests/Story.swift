import TestKit

/// One command of a story.
struct Step {
  /// The communities whose contents it concerns; empty for none.
  var communities: Set<String>
  /// `{name}` stands for the id that an earlier step was given, `{folder}` for the store's folder.
  var arguments: [String]
  /// The ids that it is given: the member of its JSON answer, and the name for it from then on.
  var names: [String: String] = [:]
  /// A file that is there before; what it says may name ids too.
  var file: (name: String, text: String)?
}

/// What happened in an installation, as the commands that made it happen.
///
/// A word that ends in `COMMUNITY-end` stands in that community alone, so that a story can be told
/// with other words. What is shared ends in `-open`, as does the name of a community, which those
/// may know who got something from there (R19).
struct Story {
  /// What the story shall hold.
  enum Kind: CaseIterable {
    /// Nothing is shared with the hidden community.
    case apart
    /// Recipes are shared out of it and into it.
    case shared
    /// `p1` is a member of it, and leaves.
    case left
  }

  static let communities = ["north", "south", "west"]
  static let hidden = "north"
  static let people = (0..<4).map { "p\($0)" }
  static let tags = ["bread", "sweet"]

  let kind: Kind
  private(set) var steps: [Step] = []
  /// How many steps were done when `p1` had left the hidden community.
  private(set) var departure: Int?
  private(set) var members: [String: Set<String>] = [:]
  private var generator: SeededGenerator
  private var recipes: [String: [(name: String, creator: String)]] = [:]
  private var number = 0

  init(_ kind: Kind, seed: Int) {
    self.kind = kind
    generator = SeededGenerator(seed: seed)
    for person in Story.people { addUser(person, named: person, about: []) }
    for community in Story.communities { found(community) }
    for _ in 0..<3 {
      for community in Story.communities { tellMore(of: community) }
      if kind == .shared { shareAround() }
    }
    if kind == .left {
      leave()
      for community in Story.communities { tellMore(of: community) }
    }
    for community in Story.communities { close(community) }
  }

  /// Who never belonged to the hidden community, and at the end does not.
  var outsiders: [String] {
    let heads = Story.communities.filter { $0 != Story.hidden }.map { "head-\($0)" }
    return Story.people.filter { members[Story.hidden]?.contains($0) != true } + heads
  }

  static func slug(_ community: String) -> String { "slug-\(community)-end" }
  static func email(_ person: String) -> String { "\(person)@example.org" }
}

// MARK: - What people do

extension Story {
  private mutating func add(
    _ communities: Set<String>, as person: String? = nil, naming names: [String: String] = [:],
    file: (name: String, text: String)? = nil, _ arguments: String...
  ) {
    let actor = person.map { ["--as", Story.email($0)] } ?? []
    steps.append(
      Step(
        communities: communities, arguments: arguments + actor + ["--json"], names: names,
        file: file))
  }

  private mutating func next(_ prefix: String) -> String {
    number += 1
    return "\(prefix)\(number)"
  }

  private mutating func addUser(_ person: String, named name: String, about: Set<String>) {
    add(
      about, naming: ["id": person], "user", "create", "--email", Story.email(person),
      "--username", name)
  }

  /// Makes a community with its admin, its members, and one of everything that can be in it.
  private mutating func found(_ community: String) {
    let head = "head-\(community)"
    addUser(head, named: "head-of-\(community)-end", about: [community])
    add(
      [community], "community", "create", "--slug", Story.slug(community), "--name",
      "Name-\(community)-open", "--description", "about-\(community)-end", "--admin",
      Story.email(head))
    // p0 sees everything; p1 is who leaves; the others belong where chance puts them.
    var joining = ["p0"]
    if kind == .left && community == Story.hidden { joining.append("p1") }
    joining += Story.people.dropFirst().filter { person in
      !joining.contains(person)
        && (community != Story.hidden || person == "p3") && Bool.random(using: &generator)
    }
    for person in joining {
      add(
        [community], as: head, "member", "invite", Story.slug(community), "--email",
        Story.email(person))
    }
    members[community] = Set(joining)
    add([community], as: head, "member", "promote", Story.slug(community), "p0")
    for creator in ["p0", head] { create(in: community, by: creator) }
    change(first(in: community), in: community, by: "p0", 0)
    for verdict in 0..<3 { propose(to: first(in: community), in: community, verdict) }
    for ending in 0..<2 {
      create(in: community, by: "p0")
      end(ending, last(in: community), in: community)
    }
  }

  private func first(in community: String) -> String { recipes[community]?.first?.name ?? "" }
  private func last(in community: String) -> String { recipes[community]?.last?.name ?? "" }

  private mutating func create(in community: String, by creator: String, isOpen: Bool = false) {
    let name = next("r")
    var arguments = [
      "recipe", "create", "--into", Story.slug(community), "--title",
      isOpen ? "title-\(name)-open" : "title-\(name)-\(community)-end", "--ingredient",
      isOpen ? "flour" : "flour-\(community)-end", "--as", Story.email(creator), "--json",
    ]
    var tags = Story.tags.filter { _ in Bool.random(using: &generator) }
    if !isOpen { tags.append("tag-\(community)-end") }
    for tag in tags { arguments += ["--tag", tag] }
    steps.append(
      Step(
        communities: [community], arguments: arguments,
        names: ["id": name, "personalCopy": "copy-\(name)"]))
    recipes[community, default: []].append((name, creator))
  }

  private mutating func change(
    _ recipe: String, in community: String, by person: String, _ choice: Int
  ) {
    switch choice {
    case 0:
      add(
        [community], as: person, "recipe", "edit", "{\(recipe)}", "--title",
        "\(next("edited-"))-\(community)-end")
    default:
      add(
        [community], as: person, "recipe", "tag", "{\(recipe)}", "--add",
        Story.tags[number % 2], "--remove", "tag-\(community)-end")
    }
  }

  /// Somebody proposes a change, which is accepted, rejected, or left to wait.
  private mutating func propose(to recipe: String, in community: String, _ verdict: Int) {
    let proposal = next("proposal")
    let creator = recipes[community]?.first { $0.name == recipe }?.creator ?? "p0"
    let proposer = verdict == 1 && kind != .left ? "p0" : "head-\(community)"
    add(
      [community], as: proposer, naming: ["id": proposal, "variant": "early-\(proposal)"],
      "propose", "{\(recipe)}", "--title", "proposed-\(proposal)-\(community)-end")
    switch verdict {
    case 0:
      add([community], as: creator, "decide", "accept", "{\(proposal)}", "--confirm")
    case 1:
      add(
        [community], as: creator, naming: ["variant": "variant-\(proposal)"], "decide", "reject",
        "{\(proposal)}")
    default: break
    }
  }

  private mutating func end(_ ending: Int, _ recipe: String, in community: String) {
    let head = "head-\(community)"
    switch ending {
    case 0: add([community], as: head, "recipe", "delete", "{\(recipe)}")
    default:
      add(
        [community], as: head, "takedown", "{\(recipe)}", "--reason",
        "reason-\(community)-end")
    }
  }

  private mutating func tellMore(of community: String) {
    let present = (members[community] ?? []).sorted() + ["head-\(community)"]
    guard let creator = present.randomElement(using: &generator) else { return }
    create(in: community, by: creator)
    guard let recipe = recipes[community]?.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      change(
        recipe.name, in: community, by: recipe.creator, Int.random(in: 0...1, using: &generator))
    case 1: propose(to: recipe.name, in: community, Int.random(in: 0...2, using: &generator))
    case 2: end(Int.random(in: 0...1, using: &generator), recipe.name, in: community)
    default: `import`(into: community, by: creator)
    }
  }

  /// A file with a recipe, and with one that goes into quarantine.
  private mutating func `import`(into community: String, by person: String) {
    let name = next("import-") + ".json"
    add(
      [community], as: person,
      file: (
        name,
        """
        [{"@context": "https://schema.org", "@type": "Recipe", "name": "\(name)-\(community)-end"},
         {"@context": "https://schema.org", "@type": "Recipe", "about": "lost-\(community)-end"}]
        """
      ),
      "import", "{folder}/\(name)", "--into", Story.slug(community))
  }

  /// A recipe goes out of a community into a second and perhaps on into the third.
  private mutating func shareAround() {
    let places = Story.communities.shuffled(using: &generator)
    create(in: places[0], by: "p0", isOpen: true)
    var name = last(in: places[0])
    let length = Int.random(in: 1...2, using: &generator)
    for (from, to) in zip(places, places.dropFirst()).prefix(length) {
      let fork = next("fork")
      add(
        [from, to], as: "p0", naming: ["id": fork], "share", "{\(name)}", "--into",
        Story.slug(to))
      recipes[to, default: []].append((fork, "p0"))
      name = fork
    }
    for place in places.prefix(length + 1) where Bool.random(using: &generator) {
      guard let recipe = recipes[place]?.last?.name else { continue }
      let choice = Int.random(in: 0..<4, using: &generator)
      if choice < 3 { propose(to: recipe, in: place, choice) } else { end(0, recipe, in: place) }
    }
  }

  private mutating func leave() {
    create(in: Story.hidden, by: "p1")
    propose(to: last(in: Story.hidden), in: Story.hidden, 2)
    create(in: Story.hidden, by: "p1")
    propose(to: last(in: Story.hidden), in: Story.hidden, 0)
    let kept = last(in: Story.hidden)
    add([Story.hidden], as: "p1", "member", "leave", Story.slug(Story.hidden))
    members[Story.hidden]?.remove("p1")
    departure = steps.count
    propose(to: kept, in: Story.hidden, 2)
    end(0, kept, in: Story.hidden)
  }

  /// What was viewed, each community on a day of its own.
  private mutating func close(_ community: String) {
    let day = 2 + (Story.communities.firstIndex(of: community) ?? 0)
    let viewers = (members[community] ?? []).sorted() + ["head-\(community)"]
    var lines = ""
    for recipe in recipes[community] ?? [] {
      for minute in 0..<Int.random(in: 0...3, using: &generator) {
        let viewer = viewers.randomElement(using: &generator) ?? ""
        lines += """
          {"recipeId":"{\(recipe.name)}","userId":"{\(viewer)}",\
          "viewedAt":"2026-04-\(10 - day)T10:0\(minute):00Z"}

          """
      }
    }
    add(
      [community], file: ("views-\(community).jsonl", lines), "views",
      "{folder}/views-\(community).jsonl")
  }
}
