public import RecipeModel

/// Taking an import back: who imported, or an admin; into a catalogue its owner (R20).
///
/// It removes only what nobody built on, so whoever could delete all of it may do so at once; the
/// operator, who ran it, too.
public enum UndoImport {
  /// Decides whether somebody may take back an import that somebody ran into a place.
  public static func decide(
    _ run: RunID, by importer: UserID, into place: RecipePlace, for actor: Actor
  ) throws(Refusal) {
    let asked = "undo run \(run)"
    if case .operator = actor { return }
    // Who imported is the creator of what they imported.
    let imported = RecipeStanding(id: RecipeID(run.text), creator: importer, place: place)
    try RecipeAuthority.creatorOrAdmin.require(
      over: imported, for: actor, to: asked, whose: "the import's")
    if case .community(let community) = place {
      try community.requireLiving(for: actor, to: asked)
    }
  }
}
