public import RecipeModel

/// Who asks.
public enum Actor: Sendable, Equatable {
  /// The installation's operator: whoever can open the store.
  case `operator`
  /// A user acting as themselves.
  case person(PersonStanding)

  /// How refusals name them.
  public var name: String {
    switch self {
    case .operator: "the operator"
    case .person(let person): person.username
    }
  }

  /// The user they are; nil for the operator.
  public var userID: UserID? {
    switch self {
    case .operator: nil
    case .person(let person): person.id
    }
  }

  func refusal(
    _ rule: Rule, _ asked: String, because: String? = nil, instead: String? = nil
  ) -> Refusal {
    Refusal(rule, who: name, asked: asked, because: because, instead: instead)
  }

  /// Refuses a user who is deleted; every rule asks this first.
  func requireLiving(to asked: String) throws(Refusal) {
    guard case .person(let person) = self, person.isDeleted else { return }
    throw refusal(.r20, asked, because: "the user is deleted")
  }

  /// Refuses everybody but the operator, with the rule given.
  func requireOperator(to asked: String, or rule: Rule, instead: String) throws(Refusal) {
    try requireLiving(to: asked)
    guard self == .operator else {
      throw refusal(rule, asked, because: "only the operator can", instead: instead)
    }
  }

  /// The person who asks, living; the operator is refused with the rule given.
  func requirePerson(
    to asked: String, or rule: Rule, instead: String
  ) throws(Refusal) -> PersonStanding {
    try requireLiving(to: asked)
    guard case .person(let person) = self else {
      throw refusal(rule, asked, because: "only a user can", instead: instead)
    }
    return person
  }

  /// Lets the operator and the community's admins pass.
  func requireAdmin(
    of community: CommunityStanding, to asked: String, or rule: Rule
  ) throws(Refusal) {
    try requireLiving(to: asked)
    if case .person(let person) = self, person.role(in: community.id) != .admin {
      throw refusal(
        rule, asked, because: "only an admin can",
        instead: "ask an admin of \(community.slug)")
    }
    try community.requireLiving(for: self, to: asked)
  }
}
