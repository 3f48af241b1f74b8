import ArchiveRecords
import CommunityArchive
import PipelineCore
import RecipeModel

/// Finds what records of a backup name and the backup does not hold.
///
/// Ids are kept as 64-bit hashes, so that a million recipes take some tens of megabytes. Two ids
/// with one hash could hide a missing one; for a million ids the odds are one in thirty million.
struct ReferenceCheck {
  private enum Kind: Hashable { case user, deletion, community, recipe, body, image, proposal }

  private struct Wanted {
    var kind: Kind
    var hash: Int
    var location: SourceLocation
    /// Whether it may lie outside of a backup of one community.
    var mayBeElsewhere: Bool
  }

  private var held: [Kind: Set<Int>] = [:]
  private var wanted: [Wanted] = []

  /// What is named and not held, in the order it was read.
  func missing(in scope: ArchiveScope) -> [(what: String, location: SourceLocation)] {
    wanted.filter { reference in
      held[reference.kind]?.contains(reference.hash) != true
        && !(reference.mayBeElsewhere && scope.communityID != nil)
    }.map { ("the \($0.kind) that it names is not in the backup", $0.location) }
  }

  mutating func add(image digest: Digest) { hold(.image, digest.hex) }

  mutating func add(_ record: ArchiveRecord, at place: SourceLocation) {
    switch record {
    case .user(let value): hold(.user, value.id.text)
    case .deletion(let value):
      hold(.deletion, value.id.text)
      want(.user, value.actorID?.text, place)
    case .community(let value):
      hold(.community, value.id.text)
      want(.deletion, value.deletionID?.text, place)
    case .membership(let value):
      want(.user, value.userID.text, place)
      want(.community, value.communityID.text, place)
      want(.user, value.invitedByUserID?.text, place)
      want(.deletion, value.deletionID?.text, place)
    case .target(let value): want(.community, value.communityID.text, place)
    case .recipeBody(let value): hold(.body, value.body.digest.hex)
    case .recipe(let value): add(value, at: place)
    case .recipeSource(let value):
      want(.recipe, value.recipeID.text, place)
      want(.body, value.bodyDigest.hex, place)
    case .recipeImage(let value):
      want(.recipe, value.recipeID.text, place)
      if case .stored(let file) = value.place { want(.image, file.digest.hex, place) }
    case .proposal(let value): add(value, at: place)
    case .recipeRevision(let value):
      want(.recipe, value.recipeID.text, place)
      want(.body, value.bodyDigest.hex, place)
      want(.proposal, value.proposalID?.text, place)
    case .activity(let value):
      want(.user, value.userID.text, place)
      want(.community, value.communityID?.text, place)
      want(.recipe, value.recipeID?.text, place)
    case .auditLog(let value):
      want(.user, value.actorID?.text, place)
      want(.community, value.communityID?.text, place)
    case .view(let value):
      want(.recipe, value.recipeID.text, place)
      want(.user, value.userID?.text, place)
    case .installation, .tag, .quarantine, .operation: break
    }
  }

  private mutating func add(_ recipe: ArchivedRecipe, at place: SourceLocation) {
    hold(.recipe, recipe.id.text)
    if let body = recipe.body { hold(.body, body.digest.hex) }
    want(.user, recipe.creatorID.text, place)
    want(.community, recipe.communityID?.text, place)
    want(.deletion, recipe.deletionID?.text, place)
    guard let origin = recipe.origin else { return }
    want(.recipe, origin.recipeID.text, place, mayBeElsewhere: true)
    if case .share(_, let community, let user, _) = origin {
      want(.community, community.text, place, mayBeElsewhere: true)
      want(.user, user.text, place)
    }
  }

  private mutating func add(_ proposal: ArchivedProposal, at place: SourceLocation) {
    hold(.proposal, proposal.id.text)
    want(.recipe, proposal.recipeID.text, place)
    want(.user, proposal.proposerID.text, place)
    want(.user, proposal.decidedByUserID?.text, place)
    want(.recipe, proposal.variantRecipeID?.text, place)
    want(.body, proposal.baseDigest.hex, place)
    want(.deletion, proposal.deletionID?.text, place)
  }

  private mutating func hold(_ kind: Kind, _ id: String) {
    held[kind, default: []].insert(id.hashValue)
  }

  private mutating func want(
    _ kind: Kind, _ id: String?, _ place: SourceLocation, mayBeElsewhere: Bool = false
  ) {
    guard let hash = id?.hashValue, held[kind]?.contains(hash) != true else { return }
    wanted.append(
      Wanted(kind: kind, hash: hash, location: place, mayBeElsewhere: mayBeElsewhere))
  }
}
