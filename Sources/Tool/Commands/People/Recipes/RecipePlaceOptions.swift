import ArgumentParser
import Communities

/// Whose recipes are meant: a community's, or those of somebody's own catalogue.
struct RecipePlaceOptions: ParsableArguments {
  @OptionGroup var actor: ActorOptions

  @Option(
    name: [.customLong("in"), .customLong("into")],
    help: ArgumentHelp("The community that the recipes are in.", valueName: "slug"))
  var community: String?

  @Option(
    help: ArgumentHelp(
      "Whose own catalogue the recipes are in; its owner is who acts.", valueName: "email"))
  var catalogue: String?

  func validate() throws {
    guard (community == nil) != (catalogue == nil) else {
      throw ValidationError("Say where: --in SLUG, or --catalogue EMAIL.")
    }
    guard catalogue == nil || actor.email == nil || actor.email == catalogue else {
      throw ValidationError("A catalogue is its owner's alone; leave out --as.")
    }
  }

  var place: PlaceName { community.map { .community($0) } ?? .catalogue }

  var acting: ActingAs { catalogue.map { .person(email: $0) } ?? actor.acting }
}
