public import CommunityRules
import RecipeModel
public import Store

/// The numbers of a tag, a creator or the whole installation.
public struct SubjectStatistics: Sendable, Equatable {
  /// What is asked about.
  public enum Subject: Sendable {
    /// The recipes that carry a tag, in one community or in all of them.
    case tag(StoredTag, in: StoredCommunity?)
    /// What somebody made.
    case creator(StoredUser)
    case installation
  }

  /// The zone whose days the numbers are in.
  public var zone: String
  public var numbers: SubjectNumbers
  /// Whether views wait to be counted.
  public var isBehind: Bool

  /// Reads the numbers of a subject, as far as its recipes are within the reach (R7); nil for what
  /// is out of reach as a whole.
  ///
  /// - Throws: A `StoreFault`, a `ViewSegmentFault` or a `DamagedRollup`.
  public static func read(
    of subject: Subject, during request: StatisticsRequest = StatisticsRequest(),
    within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> SubjectStatistics? {
    guard let (selection, recipes) = try select(subject, within: reach, in: transaction) else {
      return nil
    }
    return SubjectStatistics(
      zone: selection.clock.name,
      numbers: try SubjectNumbers(of: selection, during: request, in: transaction),
      isBehind: try request.countsViews && transaction.isBehind(on: recipes, within: reach))
  }

  /// The recipes of a subject within a reach, as a selection and by their keys; nil for what is out
  /// of reach as a whole.
  static func select(
    _ subject: Subject, within reach: Reach, in transaction: ReadTransaction
  ) throws -> (RecipeSelection, Set<RecipeKey>)? {
    let scope: RecipeScope
    switch (subject, reach) {
    case (.installation, .installation):
      return (try .installation(in: transaction), [])
    case (.installation, .person): return nil
    case (.tag(let tag, let community?), _):
      let recipes = try transaction.recipeKeys(in: .tag(tag.key, in: community.key))
      guard reach.contains(community.id), !recipes.isEmpty || reach == .installation else {
        return nil
      }
      return (try .tag(tag.key, of: community, in: transaction), Set(recipes))
    case (.tag(let tag, nil), .installation):
      return (try .tag(tag.key, in: transaction), [])
    case (.creator(let user), .installation):
      return (try .creator(user.key, in: transaction), [])
    case (.tag(let tag, nil), .person): scope = .tag(tag.key, in: nil)
    case (.creator(let user), .person): scope = .creator(user.key)
    }
    let visible = try transaction.recipes(in: scope, within: reach)
    // That something is there beyond the reach is not to be learnt (R7).
    if visible.isEmpty, case .person(let reader, _) = reach, !subject.isOwn(of: reader) {
      return nil
    }
    return (try .recipes(visible, in: transaction), Set(visible))
  }
}

extension SubjectStatistics.Subject {
  /// Whether it is what somebody made themselves.
  fileprivate func isOwn(of reader: UserID) -> Bool {
    if case .creator(let user) = self { user.id == reader } else { false }
  }
}
