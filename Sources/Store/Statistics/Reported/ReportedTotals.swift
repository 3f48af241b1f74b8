import CommunityRules
import Indexes
import RecipeModel
public import Store

/// What reports say of the installation and of each living community over all days, by name: for
/// holding two stores against each other that should say the same.
public struct ReportedTotals: Sendable, Equatable {
  /// The installation, or a community by its slug, and its numbers by their names.
  public struct Subject: Sendable, Equatable {
    public var name: String
    public var numbers: [String: Int]
  }

  /// A number that differs.
  public struct Difference: Sendable, Equatable {
    public var subject: String
    /// Nil where the whole subject is there once only.
    public var number: String?
    /// Nil where there is none.
    public var expected: Int?
    public var found: Int?
  }

  /// The installation first, then the communities by their slugs.
  public var subjects: [Subject]
  /// Whether views wait to be counted.
  public var isBehind: Bool

  /// Reads what is told.
  public init(in transaction: ReadTransaction) throws {
    isBehind = try transaction.rollupsAreBehind()
    let request = StatisticsRequest(by: .year)
    let profile = try transaction.installationProfile()
    let everything = try RecipeSelection.installation(in: transaction)
    var all = ReportedTotals.numbers(
      of: try SubjectNumbers(of: everything, during: request, in: transaction).totals)
    all["communities"] = profile.communities
    all["users"] = profile.users
    all["livingRecipes"] = profile.recipes
    subjects = [Subject(name: "the installation", numbers: all)]
    for community in try transaction.communityProfiles(within: .installation) {
      let selection = try RecipeSelection.community(
        community.key, zone: community.timeZone, in: transaction)
      var numbers = ReportedTotals.numbers(
        of: try SubjectNumbers(of: selection, during: request, in: transaction).totals)
      numbers["memberships"] = community.members
      numbers["admins"] = community.admins
      numbers["livingRecipes"] = community.recipes
      subjects.append(Subject(name: community.slug, numbers: numbers))
    }
  }

  private static func numbers(of counts: MeasuredCounts) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: Measure.allCases.map { ($0.rawValue, counts[$0].value) })
  }

  /// How many numbers there are.
  public var count: Int { subjects.reduce(0) { $0 + $1.numbers.count } }

  /// The same without what the counted days tell: where views wait, they are told otherwise than in a
  /// store where none does.
  public func withoutViews() -> ReportedTotals {
    var totals = self
    for index in totals.subjects.indices {
      for measure in Measure.allCases where measure.isOfViews {
        totals.subjects[index].numbers[measure.rawValue] = nil
      }
    }
    return totals
  }

  /// What differs from the numbers of another store, by subject and name.
  public func differences(from expected: ReportedTotals) -> [Difference] {
    let theirs = Dictionary(
      expected.subjects.map { ($0.name, $0.numbers) }, uniquingKeysWith: { first, _ in first })
    let ours = Dictionary(
      subjects.map { ($0.name, $0.numbers) }, uniquingKeysWith: { first, _ in first })
    var differences: [Difference] = []
    for name in Set(theirs.keys).union(ours.keys).sorted() {
      guard let wanted = theirs[name], let found = ours[name] else {
        differences.append(
          Difference(
            subject: name, number: nil, expected: theirs[name]?.count, found: ours[name]?.count))
        continue
      }
      for number in Set(wanted.keys).union(found.keys).sorted()
      where wanted[number] != found[number] {
        differences.append(
          Difference(
            subject: name, number: number, expected: wanted[number], found: found[number]))
      }
    }
    return differences
  }

  /// What differs from what the rows themselves say, as far as they say it without counting views.
  public func differences(from rows: [PlainTotals]) -> [Difference] {
    var expected = self
    expected.subjects = rows.map { row in
      Subject(
        name: row.slug,
        numbers: [
          "memberships": row.memberships, "livingRecipes": row.livingRecipes,
          "recipes": row.recipes, "forks": row.forks, "shares": row.shares,
          "proposals": row.proposals,
        ])
    }
    let names = Set(expected.subjects.flatMap(\.numbers.keys))
    var own = self
    own.subjects = subjects.dropFirst().map { subject in
      Subject(name: subject.name, numbers: subject.numbers.filter { names.contains($0.key) })
    }
    return own.differences(from: expected)
  }
}
