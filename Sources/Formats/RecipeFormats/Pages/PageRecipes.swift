import PipelineCore
import RecipeModel

/// The recipes of a page: what it states of each, put together.
struct PageRecipes {
  /// Records and rejections in the order of the page.
  private(set) var elements: [ReadElement] = []

  private let facts: PageFacts
  private let location: SourceLocation

  init(_ tree: HTMLTree, at location: SourceLocation) {
    self.location = location
    facts = PageFacts(tree)
    let statements = PageStatements(tree, facts: facts, at: location)
    var groups = PageRecipes.groups(statements.found.filter(\.isTyped))
    let untyped = PageRecipes.join(statements.found.filter { !$0.isTyped }, to: &groups)
    for group in whole(groups) { elements.append(element(of: group)) }
    note(statements.broken)
    for statement in untyped {
      elements.append(
        .rejected(Rejection(.notARecipe, RecipeNodes.untypedDetail, at: statement.location)))
    }
  }

  /// Statements of one recipe, the one that counts first.
  private typealias Group = [PageStatement]

  /// With how many recipes of a page one statement is compared: a page may list any number.
  private static let mostCompared = 64

  private static func groups(_ statements: [PageStatement]) -> [Group] {
    var groups: [Group] = []
    var byTitle: [FoldedName: [Int]] = [:]
    for statement in statements {
      let known =
        byTitle[statement.title, default: []].prefix(mostCompared)
        .first { groups[$0].contains { $0.hasTitle(of: statement) } }
        ?? mostLike(statement, among: groups.prefix(mostCompared))
      if let known {
        groups[known].append(statement)
      } else {
        byTitle[statement.title, default: []].append(groups.endIndex)
        groups.append([statement])
      }
    }
    return groups.map { group in
      group.enumerated().sorted { first, second in
        let (left, right) = (first.element, second.element)
        if left.isCut != right.isCut { return right.isCut }
        if left.richness != right.richness { return left.richness > right.richness }
        return first.offset < second.offset
      }.map(\.element)
    }
  }

  /// Lets statements without a type fill the gaps of the recipes that they are of; gives the rest.
  private static func join(
    _ statements: [PageStatement], to groups: inout [Group]
  ) -> [PageStatement] {
    statements.filter { statement in
      let known = groups.prefix(mostCompared).firstIndex { group in
        group.contains { $0.isTyped && $0.isMeant(by: statement) }
      }
      if let known { groups[known].append(statement) }
      return known == nil
    }
  }

  /// The group that a statement under another title belongs to.
  private static func mostLike(
    _ statement: PageStatement, among groups: ArraySlice<Group>
  ) -> Int? {
    let likeness = groups.map { group in
      // A form states each recipe once, so one that is there already is another recipe.
      group.contains { $0.form == statement.form }
        ? 0 : group.map { $0.likeness(to: statement) }.max() ?? 0
    }
    guard let most = likeness.max(), most > 0 else { return nil }
    return likeness.firstIndex(of: most)
  }

  /// Leaves out teasers of other pages: recipes without ingredients and steps beside whole ones.
  ///
  /// A page that has nothing else may state one such recipe, its own; a list of them is none.
  private mutating func whole(_ groups: [Group]) -> [Group] {
    // One that the page ends in might have become whole.
    let whole = groups.filter { !$0.allSatisfy(\.isBare) || $0[0].isCut }
    let bare = groups.filter { $0.allSatisfy(\.isBare) && !$0[0].isCut }
    guard whole.isEmpty, bare.count > 1 else { return whole.isEmpty ? bare : whole }
    let own = bare.filter { group in
      group.contains { facts.address != nil && $0.record.body.credit.url == facts.address }
    }
    if own.count == 1 { return own }
    elements.append(
      .rejected(
        Rejection(
          .notARecipe,
          "the page lists \(bare.count) recipes, of which it holds neither ingredients nor steps",
          at: location)))
    return []
  }

  private func element(of group: Group) -> ReadElement {
    var place = group[0].location
    place.archive = location.archive
    guard !group[0].isCut else {
      return .rejected(Rejection(.truncated, Rejection.Code.truncated.meaning, at: place))
    }
    var record = group[0].record
    for other in group.dropFirst() where !other.isCut { record.fillGaps(from: other.record) }
    fill(&record)
    if !group.contains(where: \.hasSureImage) { takeImage(for: &record) }
    guard !record.body.title.isEmpty else {
      return .rejected(Rejection(.missingTitle, Rejection.Code.missingTitle.meaning, at: place))
    }
    record.sourceDigest = RecordDigest.of(
      group.filter { !$0.isCut }.map(\.record.sourceDigest), facts.digested)
    return .record(record, at: place)
  }

  /// Takes from the page what none of the statements says.
  private func fill(_ record: inout RecipeRecord) {
    if record.body.title.isEmpty, let title = facts.title {
      record.body.title = title
      record.warnings.append(RecordWarning(.guessedValue, field: "name"))
    }
    record.body.credit.url = record.body.credit.url ?? facts.address
    record.body.credit.source = record.body.credit.source ?? facts.siteName
    record.body.language = record.body.language ?? facts.language
  }

  /// Takes the picture of the page: it is surer than an address that had to be put together, but
  /// not than a file that may lie beside the page.
  private func takeImage(for record: inout RecipeRecord) {
    guard let stated = facts.image else { return }
    let image = RecordImage.remote(url: facts.absolute(stated))
    let hasFile = record.images.contains { if case .member = $0 { true } else { false } }
    if !hasFile, !record.images.contains(image) { record.images.insert(image, at: 0) }
  }

  /// Reports broken scripts; where the page states its recipe besides, as a warning of that.
  private mutating func note(_ broken: [Rejection]) {
    guard let first = broken.first else { return }
    for index in elements.indices {
      guard case .record(var record, let place) = elements[index] else { continue }
      record.warnings.append(RecordWarning(.unreadableValue, field: "application/ld+json"))
      elements[index] = .record(record, at: place)
      return
    }
    elements.append(.rejected(first))
    elements += broken.dropFirst().map(ReadElement.rejected)
  }
}
