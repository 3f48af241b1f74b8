public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedOperation {
  /// Reads the members of a line that has an `op`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedOperation {
    let kind: ArchivedActionKind = try fields.choice("op")
    return ArchivedOperation(
      id: try fields.optionalID("id"),
      at: try fields.instant("at"),
      sequence: try fields.integer("sequence") ?? 0,
      actor: try fields.string("as"),
      action: try .read(kind, &fields))
  }

  /// Writes the members of a line; `op` is the first of them.
  public func write(to writer: inout JSONWriter) {
    writer.member("op", action.kind.rawValue)
    writer.member("id", id?.text)
    writer.member("at", at)
    writer.member("sequence", sequence)
    writer.member("as", actor)
    action.write(to: &writer)
  }
}

extension ArchivedAction {
  fileprivate static func read(
    _ kind: ArchivedActionKind, _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedAction {
    switch kind {
    case .createUser: .createUser(try ArchivedUserCreation.read(&fields))
    case .changeUser: .changeUser(try ArchivedUserChange.read(&fields))
    case .createCommunity: .createCommunity(try ArchivedCommunityCreation.read(&fields))
    case .changeCommunity: .changeCommunity(try ArchivedCommunityChange.read(&fields))
    case .deleteCommunity: .deleteCommunity(community: try fields.requiredString("community"))
    case .restoreCommunity: .restoreCommunity(try ArchivedCommunityRestoration.read(&fields))
    case .invite: .invite(try ArchivedInvitation.read(&fields))
    case .promote:
      .promote(
        user: try fields.requiredString("user"),
        community: try fields.requiredString("community"))
    case .leave: .leave(community: try fields.requiredString("community"))
    case .createRecipe: .createRecipe(try ArchivedRecipeCreation.read(&fields))
    case .editRecipe:
      .editRecipe(
        try fields.id("recipeId"), body: try fields.recipeBody(),
        revision: try fields.optionalID("revisionId"))
    case .tagRecipe:
      .tagRecipe(
        try fields.id("recipeId"), adding: try fields.strings("add"),
        removing: try fields.strings("remove"))
    case .deleteRecipe: .deleteRecipe(try fields.id("recipeId"))
    case .restoreRecipe: .restoreRecipe(try fields.id("recipeId"))
    case .share:
      .share(
        try fields.id("recipeId"), into: try fields.requiredString("into"),
        fork: try fields.optionalID("forkId"))
    case .propose:
      .propose(
        try fields.id("recipeId"), body: try fields.recipeBody(),
        id: try fields.optionalID("proposalId"))
    case .accept:
      .accept(try fields.id("proposalId"), isConfirmed: try fields.bool("confirmed") ?? false)
    case .reject: .reject(try fields.id("proposalId"))
    case .takeDown: .takeDown(try ArchivedTakedown.read(&fields))
    case .liftTakedown: .liftTakedown(try fields.id("recipeId"))
    case .setTarget: .setTarget(try ArchivedTargetSetting.read(&fields))
    case .removeTarget:
      .removeTarget(
        community: try fields.requiredString("community"), try fields.choice("measure"),
        try fields.choice("frequency"))
    case .erased: .erased(try ArchivedErasure.read(&fields))
    case .purge: .purge
    }
  }

  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .createUser(let value): value.write(to: &writer)
    case .changeUser(let value): value.write(to: &writer)
    case .createCommunity(let value): value.write(to: &writer)
    case .changeCommunity(let value): value.write(to: &writer)
    case .deleteCommunity(let community), .leave(let community):
      writer.member("community", community)
    case .restoreCommunity(let value): value.write(to: &writer)
    case .invite(let value): value.write(to: &writer)
    case .promote(let user, let community):
      writer.member("user", user)
      writer.member("community", community)
    case .createRecipe(let value): value.write(to: &writer)
    case .editRecipe(let recipe, let body, let revision):
      writer.member("recipeId", recipe.text)
      writer.member("revisionId", revision?.text)
      writer.recipeBody(ArchivedBody(body))
    case .tagRecipe(let recipe, let adding, let removing):
      writer.member("recipeId", recipe.text)
      writer.member("add", adding)
      writer.member("remove", removing)
    case .deleteRecipe(let recipe), .restoreRecipe(let recipe):
      writer.member("recipeId", recipe.text)
    case .share(let recipe, let community, let fork):
      writer.member("recipeId", recipe.text)
      writer.member("into", community)
      writer.member("forkId", fork?.text)
    case .propose(let recipe, let body, let id):
      writer.member("recipeId", recipe.text)
      writer.member("proposalId", id?.text)
      writer.recipeBody(ArchivedBody(body))
    case .accept(let proposal, let isConfirmed):
      writer.member("proposalId", proposal.text)
      writer.flag("confirmed", isConfirmed)
    case .reject(let proposal): writer.member("proposalId", proposal.text)
    case .takeDown(let value): value.write(to: &writer)
    case .liftTakedown(let recipe): writer.member("recipeId", recipe.text)
    case .setTarget(let value): value.write(to: &writer)
    case .removeTarget(let community, let measure, let frequency):
      writer.member("community", community)
      writer.member("measure", measure.rawValue)
      writer.member("frequency", frequency.rawValue)
    case .erased(let value): value.write(to: &writer)
    case .purge: break
    }
  }
}

extension ArchivedOperation {
  /// Gives an operation that has no id the one that follows from its line.
  public mutating func identify(by line: [UInt8]) {
    guard id == nil else { return }
    id = AuditID(NameBasedID.make(["operation", String(decoding: line, as: UTF8.self)]))
  }
}
