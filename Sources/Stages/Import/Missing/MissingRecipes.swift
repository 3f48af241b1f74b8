public import PipelineCore
import RecipeCoding
public import RecipeModel
public import Store

/// The recipes that an import did not meet although it imported them earlier, from a source of the
/// same name into the same place.
public struct MissingRecipes: Sendable, Equatable {
  /// What becomes of one of them; raw values are shown.
  public enum Fate: String, Sendable, CaseIterable {
    /// It is listed, and stays.
    case listed
    /// It is deleted, as by the importer (R20).
    case deleted
    /// It stays: people edited it here.
    case edited
    /// It stays: a proposal to it waits for a decision.
    case proposed
    /// It stays: another record of the import says the same.
    case saidElsewhere = "said-elsewhere"
    /// It stays: the importer may not delete it (R20).
    case refused
  }

  /// One of them.
  public struct Item: Sendable, Equatable {
    public var id: RecipeID
    public var title: String
    public var fate: Fate
  }

  /// How many have which fate.
  public private(set) var counts: [Fate: Int] = [:]
  /// The first of them, in the order in which they were stored.
  public private(set) var first: [Item] = []
  /// How many records could not be read, for which reason nothing was deleted; nil when nothing
  /// was in the way.
  public internal(set) var quarantined: Int?

  /// How many are listed one by one.
  public static let listed = 100

  public var count: Int { counts.values.reduce(0, +) }

  mutating func add(_ recipe: MissingRecipe, _ fate: Fate) {
    counts[fate, default: 0] += 1
    guard first.count < MissingRecipes.listed else { return }
    first.append(Item(id: recipe.id, title: recipe.title, fate: fate))
  }

  /// Adds so many that stay, beyond those that are listed one by one.
  mutating func addListed(_ more: Int) {
    guard more > 0 else { return }
    counts[.listed, default: 0] += more
  }
}

/// The mirror of a plan would do otherwise with what is missing than the plan says.
public struct MirrorDiffersFromPlan: Fault, Equatable {
  public init() {}
  public var what: String {
    "what becomes of the missing recipes is not what the plan says; none was deleted now"
  }
  public var hint: String? { "people worked on them since; plan again and look at what is new" }
}

/// How recipes are deleted that an import did not meet: by the rules, as a person would.
public struct Mirror {
  /// Whether the importer may delete a recipe.
  public var mayDelete: (RecipeID, ReadTransaction) throws -> Bool
  /// Deletes a recipe in the name of the importer; with the same ids whenever the run does it.
  public var delete: (RecipeID, MirrorDeletion, WriteTransaction) throws -> Void

  public init(
    mayDelete: @escaping (RecipeID, ReadTransaction) throws -> Bool,
    delete: @escaping (RecipeID, MirrorDeletion, WriteTransaction) throws -> Void
  ) {
    self.mayDelete = mayDelete
    self.delete = delete
  }
}

/// The deletion of one recipe by one run.
public struct MirrorDeletion: Sendable, Equatable {
  public let run: RunID
  /// The reference time of the run.
  public let at: Instant
  /// The id of its entry in the audit log, which follows from the run and the recipe.
  public let entry: AuditID

  init(of recipe: RecipeID, by run: StoredRun) {
    self.run = run.id
    at = run.referenceAt
    entry = AuditID(NameBasedID.make(["mirror", run.id.text, recipe.text]))
  }
}
