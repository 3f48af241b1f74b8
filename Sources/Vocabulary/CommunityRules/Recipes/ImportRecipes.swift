import RecipeModel

/// Importing recipes in somebody's name: into a community they are a member of, or into their
/// own catalogue (R8).
///
/// Ask before anything of the archive is read.
public enum ImportRecipes {
  /// Permission to import into one place as one user.
  public struct Decision: Sendable, Equatable {
    public let place: RecipePlace
    /// The creator of every recipe that is not credited to another member.
    public let importer: PersonStanding

    /// Who creates an imported recipe, and how its author is named.
    public struct Credit: Sendable, Equatable {
      public var records: CreateRecipe.Decision
      /// The author's name as the archive states it, when they are not the creator.
      public var authorText: String?
    }

    /// Credits a recipe to its author.
    ///
    /// An author who is a member is its creator. Anybody else is credited as text, and the importer
    /// is the creator. A mapping that names somebody who is no member is refused, and so is one by
    /// which somebody who is no admin imports in the name of others: who creates a recipe decides on
    /// it, and finds a copy in their catalogue, without having been asked.
    public func credit(_ author: Author) throws(Refusal) -> Credit {
      switch author {
      case .unstated: return importerCreates(crediting: nil)
      case .named(let name): return importerCreates(crediting: name)
      case .user(let user, let name):
        guard isCreator(user) else { return importerCreates(crediting: name) }
        return Credit(records: CreateRecipe.decision(creator: user.id, in: place), authorText: nil)
      case .mapped(let user):
        guard isCreator(user) else {
          throw .mappedToStranger(importer, user, place)
        }
        guard user.id == importer.id || isAdmin(importer) else {
          throw .mappedByMember(importer, user, place)
        }
        return Credit(records: CreateRecipe.decision(creator: user.id, in: place), authorText: nil)
      }
    }

    private func importerCreates(crediting author: String?) -> Credit {
      Credit(
        records: CreateRecipe.decision(creator: importer.id, in: place), authorText: author)
    }

    private func isAdmin(_ user: PersonStanding) -> Bool {
      if case .community(let community) = place {
        user.role(in: community.id) == .admin
      } else {
        false
      }
    }

    private func isCreator(_ user: PersonStanding) -> Bool {
      switch place {
      case .community(let community): user.isMember(of: community.id)
      case .catalogue: user.id == importer.id
      }
    }
  }

  /// The author of a recipe in an archive.
  public enum Author: Sendable, Equatable {
    case unstated
    /// A name, of whom nothing more is known.
    case named(String)
    /// A user whom the archive itself identifies, and the name to credit if they are no member.
    case user(PersonStanding, named: String)
    /// A user whom a mapping of the import names as the author.
    case mapped(PersonStanding)
  }

  public static func decide(into place: RecipePlace, by actor: Actor) throws(Refusal) -> Decision {
    let asked = asked(place)
    let importer = try actor.requirePerson(
      to: asked, or: .r8, instead: "name the user in whose name to import")
    try place.requireMembership(of: importer, for: actor, to: asked)
    return Decision(place: place, importer: importer)
  }

  fileprivate static func asked(_ place: RecipePlace) -> String {
    switch place {
    case .community(let community): "import into \(community.slug)"
    case .catalogue: "import into a catalogue"
    }
  }
}

extension Refusal {
  fileprivate static func mappedByMember(
    _ importer: PersonStanding, _ user: PersonStanding, _ place: RecipePlace
  ) -> Refusal {
    Refusal(
      .r8, who: importer.username,
      asked: ImportRecipes.asked(place) + " with \(user.username) as an author",
      because: "only an admin imports in the name of others",
      instead: "let an admin import, or leave \(user.username) out: the author is credited as text")
  }

  fileprivate static func mappedToStranger(
    _ importer: PersonStanding, _ user: PersonStanding, _ place: RecipePlace
  ) -> Refusal {
    let because: String
    let instead: String
    switch place {
    case .community(let community):
      because = "\(user.username) is not a member"
      instead = "invite \(user.username) into \(community.slug), or map the author to a member"
    case .catalogue:
      because = "a catalogue holds its owner's recipes only"
      instead = "import without the mapping: the author is then credited as text"
    }
    return Refusal(
      .r8, who: importer.username,
      asked: ImportRecipes.asked(place) + " with \(user.username) as an author",
      because: because, instead: instead)
  }
}
