/// What some recipe said once: a body that no recipe of the archive says now.
///
/// Proposals, revisions and provenance point at it by its digest.
public struct ArchivedRecipeBody: Sendable, Equatable {
  public var body: ArchivedBody

  public init(
    body: ArchivedBody
  ) {
    self.body = body
  }
}
