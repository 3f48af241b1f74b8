public import CommunityRules
import RecipeCoding
public import RecipeModel
import Store

/// What a recipe to be created is like.
public struct RecipeRequest: Sendable {
  /// Nil for a fresh one.
  public var id: RecipeID?
  /// Of the creator's own copy of a community's recipe; nil for a fresh one.
  public var personalCopyID: RecipeID?
  public var place: PlaceName
  public var body: RecipeBody
  public var tags: [TagName]
  public var imageURL: String?

  public init(
    id: RecipeID? = nil, personalCopyID: RecipeID? = nil, in place: PlaceName, body: RecipeBody,
    tags: [TagName] = [], imageURL: String? = nil
  ) {
    self.id = id
    self.personalCopyID = personalCopyID
    self.place = place
    self.body = body
    self.tags = tags
    self.imageURL = imageURL
  }
}

/// The records that creating a recipe made (R8).
public struct CreatedRecipe: Sendable, Equatable {
  public var id: RecipeID
  /// The creator's own copy of a community's recipe.
  public var personalCopy: RecipeID?
}

extension CommunityActions {
  /// Creates a recipe in one's own catalogue, or in a community and, beside it, one's own copy (R8).
  ///
  /// Both records begin with the same body, tags and picture, and live apart from then on (R9).
  public func createRecipe(
    _ request: RecipeRequest, as acting: ActingAs
  ) throws -> CreatedRecipe {
    try change(as: acting) { try $0.createRecipe(request) }
  }
}

extension Change {
  func createRecipe(_ request: RecipeRequest) throws -> CreatedRecipe {
    let place = try standings.place(request.place, for: asker)
    let decision = try CreateRecipe.decide(in: place.standing, by: asker.actor)
    guard let creator = asker.user else {
      preconditionFailure("the rule lets only users create recipes")
    }
    let draft = NewRecipe(
      id: request.id ?? freshID(), body: try store(request.body), creator: creator.key,
      community: place.community?.key, imageURL: request.imageURL, createdAt: now)
    let recipe = try insert(draft, tags: request.tags)
    var copy: RecipeID?
    if decision.personalCopy != nil {
      var copyDraft = draft
      copyDraft.id = request.personalCopyID ?? freshID()
      copyDraft.community = nil
      copyDraft.origin = .personalCopy(of: recipe)
      _ = try insert(copyDraft, tags: request.tags)
      copy = copyDraft.id
    }
    try tell(
      .recipeCreated, about: creator.key, in: place.community?.key, recipe: recipe)
    try audit(
      .createRecipe, .recipe(draft.id), in: place.community?.key,
      copy.map { [JSONMember("personalCopy", id: $0)] } ?? [])
    return CreatedRecipe(id: draft.id, personalCopy: copy)
  }
}

extension Change {
  /// Stores what somebody wrote; its title must be one.
  func store(_ body: RecipeBody) throws -> BodyKey {
    try transaction.storeBody(try code(body) { _ in })
  }

  /// Makes what somebody wrote ready to be compared and stored; its title must be one.
  func code(
    _ body: RecipeBody, _ edit: (inout RecipeBody) throws -> Void
  ) throws -> CodedBody {
    var edited = body
    try edit(&edited)
    edited.title = try RecipeTitle(edited.title).text
    var coder = BodyCoder()
    return coder.code(edited)
  }

  /// The row of a tag, made when no recipe had it yet.
  func tag(_ name: TagName) throws -> TagKey {
    guard let key = try transaction.storeTag(name.shown) else {
      preconditionFailure("a tag name is not empty")
    }
    return key
  }

  fileprivate func insert(_ recipe: NewRecipe, tags: [TagName]) throws -> RecipeKey {
    let key = try transaction.insert(recipe)
    try transaction.setTags(of: key, to: try tags.map { try tag($0) })
    return key
  }
}
