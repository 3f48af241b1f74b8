/// Who would remain in a community if one member left: its other living members.
public struct RemainingMembers: Sendable, Equatable {
  public var adminCount: Int
  /// How many of them are not admins.
  public var memberCount: Int
  /// Usernames of those who are not admins, in the order in which to name them.
  ///
  /// A loader may stop after `namedAtMost`; the counts are always whole.
  public var candidates: [String]

  /// How many candidates a refusal names before it only counts them.
  public static let namedAtMost = 10

  public init(adminCount: Int, memberCount: Int, candidates: [String]) {
    self.adminCount = adminCount
    self.memberCount = memberCount
    self.candidates = candidates
  }

  public var isEmpty: Bool { adminCount + memberCount == 0 }

  /// `ben, cleo and 3 more`.
  var candidateList: String {
    let named = candidates.prefix(Self.namedAtMost)
    let unnamed = memberCount - named.count
    return named.joined(separator: ", ") + (unnamed > 0 ? " and \(unnamed) more" : "")
  }
}
