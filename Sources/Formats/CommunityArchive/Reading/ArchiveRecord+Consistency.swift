import ArchiveRecords
import CommunityRules
import PipelineCore
import RecipeModel

extension ArchiveRecord {
  struct Inconsistency {
    var code: Rejection.Code
    var message: String

    static func value(_ message: String) -> Inconsistency {
      Inconsistency(code: .invalidValue, message: message)
    }
  }

  /// What is wrong with a record that has all its fields; nil when nothing is.
  var inconsistency: Inconsistency? {
    switch self {
    case .installation(let value): return value.inconsistency
    case .user(let value): return value.inconsistency
    case .community(let value): return value.inconsistency
    case .membership(let value):
      return orderProblem(value.joinedAt, value.deletedAt, "deletedAt is before joinedAt")
        ?? deletionProblem(value.deletedAt, value.deletionID)
    case .target(let value): return value.inconsistency
    case .tag(let value):
      return invalid { () throws(InvalidValue) in _ = try TagName(value.name) }
    case .recipe(let value): return value.inconsistency
    case .recipeSource(let value):
      return value.identityOrdinal < 1 ? .value("identityOrdinal is less than 1") : nil
    case .recipeImage(let value):
      return value.position < 0 ? .value("position is negative") : nil
    case .proposal(let value): return value.inconsistency
    case .recipeRevision(let value):
      return (value.cause == .proposal) == (value.proposalID != nil)
        ? nil : .value("a revision has proposalId when a proposal is its cause, and only then")
    case .deletion, .recipeBody, .activity, .auditLog, .view, .quarantine, .operation: return nil
    }
  }
}

private typealias Inconsistency = ArchiveRecord.Inconsistency

private func orderProblem(_ first: Instant, _ second: Instant?, _ message: String) -> Inconsistency?
{
  guard let second, second < first else { return nil }
  return .value(message)
}

private func deletionProblem(
  _ deletedAt: Instant?, _ deletion: EntityID<ArchivedDeletion>?
) -> Inconsistency? {
  deletion != nil && deletedAt == nil ? .value("deletionId stands without deletedAt") : nil
}

private func purgeProblem(
  _ purgedAt: Instant?, _ deletedAt: Instant?, isBare: Bool
) -> Inconsistency? {
  guard let purgedAt else { return nil }
  guard let deletedAt, deletedAt <= purgedAt else {
    return .value("purgedAt stands without deletedAt before it")
  }
  return isBare ? nil : .value("what was purged has contents")
}

/// What a value of the rules says about a text, which it never repeats.
private func invalid(_ make: () throws(InvalidValue) -> Void) -> Inconsistency? {
  do throws(InvalidValue) {
    try make()
    return nil
  } catch {
    return .value(error.what)
  }
}

extension ArchivedInstallation {
  fileprivate var inconsistency: Inconsistency? {
    if retentionDays < 0 { return .value("retentionDays is negative") }
    let window = 0...1440
    return window.contains(viewWindowMinutes) ? nil : .value("viewWindowMinutes is out of range")
  }
}

extension ArchivedUser {
  fileprivate var inconsistency: Inconsistency? {
    if let erasedAt {
      guard let deletedAt, deletedAt <= erasedAt else {
        return .value("erasedAt stands without deletedAt before it")
      }
      if email != nil { return .value("somebody who was erased has an address") }
    }
    return orderProblem(createdAt, deletedAt, "deletedAt is before createdAt")
      ?? invalid { () throws(InvalidValue) in
        if let email { _ = try EmailAddress(email) }
        _ = try Username(username)
      }
  }
}

extension ArchivedCommunity {
  fileprivate var inconsistency: Inconsistency? {
    orderProblem(createdAt, deletedAt, "deletedAt is before createdAt")
      ?? deletionProblem(deletedAt, deletionID)
      ?? purgeProblem(
        purgedAt, deletedAt, isBare: slug.isEmpty && name.isEmpty && description.isEmpty)
      ?? invalid { () throws(InvalidValue) in
        guard purgedAt == nil else { return }
        _ = try Slug(slug)
        _ = try CommunityName(name)
      }
  }
}

extension ArchivedRecipe {
  fileprivate var inconsistency: Inconsistency? {
    if let origin, origin.recipeID == id {
      return Inconsistency(code: .lineageCycle, message: "the recipe is its own origin")
    }
    if origin?.kind == .personalCopy, communityID != nil {
      return .value("a personal copy stands in a community")
    }
    if origin != nil, isOriginWithheld { return .value("originWithheld stands beside an origin") }
    for tag in tags {
      let problem = invalid { () throws(InvalidValue) in _ = try TagName(tag) }
      if let problem { return problem }
    }
    return orderProblem(createdAt, deletedAt, "deletedAt is before createdAt")
      ?? deletionProblem(deletedAt, deletionID)
      ?? purgeProblem(purgedAt, deletedAt, isBare: tags.isEmpty && imageURL == nil)
  }
}

extension ArchivedProposal {
  fileprivate var inconsistency: Inconsistency? {
    if (status == .pending) != (decidedAt == nil) {
      return .value("a proposal has decidedAt when it is decided, and only then")
    }
    if status == .pending, decidedByUserID != nil {
      return .value("a pending proposal has a decider")
    }
    if status != .rejected, variantRecipeID != nil {
      return .value("only a rejected proposal has a variant")
    }
    return deletionProblem(deletedAt, deletionID)
  }
}

extension ArchivedTarget {
  fileprivate var inconsistency: Inconsistency? {
    let first = frequency.grain.period(of: since).firstDay
    if first != since { return .value("since is not the first day of a period") }
    if (until == nil) != (endedAt == nil) {
      return .value("a target has until when it has endedAt, and only then")
    }
    if let until, until < since { return .value("until is before since") }
    return orderProblem(createdAt, endedAt, "endedAt is before createdAt")
      ?? invalid { () throws(InvalidValue) in _ = try TargetValue(value) }
  }
}
