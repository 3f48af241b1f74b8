import Communities
import CommunityRules
import Import
import JSONText
import PipelineCore
import RecipeFormats
import RecipeModel
import Store

extension SavedPlan {
  /// Reads a plan that `json` wrote; `path` is for the fault when it is damaged or something else.
  init(_ bytes: [UInt8], path: String) throws(SavedPlanFault) {
    do throws(JSONDamage) {
      try self.init(try JSONFields(document: bytes))
    } catch {
      throw SavedPlanFault(.notAPlan(reason: error.reason), path: path)
    }
  }

  private init(_ fields: JSONFields) throws(JSONDamage) {
    let schema = try fields.text("schema")
    guard schema == SavedPlan.schema else {
      throw JSONDamage(reason: "its schema is \(schema), not \(SavedPlan.schema)")
    }
    installation = try fields.text("installation")
    change = try fields.integer("change")
    undoneWork = try fields.integer("undoneWork")
    attempt = try fields.optional("attempt").map { (inner) throws(JSONDamage) in
      Attempt(run: RunID(try inner.text("run")), number: Int(try inner.integer("number")))
    }
    archives = try fields.list("archives").map { (inner) throws(JSONDamage) in
      Archive(path: try inner.text("path"), sha256: try inner.text("sha256"))
    }
    guard !archives.isEmpty else { throw JSONDamage(reason: "it names no archives") }
    work = try ImportWork(try fields.object("settings"), paths: archives.map(\.path))
    accounts = try fields.list("members").map { (inner) throws(JSONDamage) in
      try MemberAccount(inner)
    }
    fates = try fields.optional("missing").map { (inner) throws(JSONDamage) in
      var fates: [MissingRecipes.Fate: Int] = [:]
      for fate in MissingRecipes.Fate.allCases {
        let count = Int(try inner.integer(fate.rawValue))
        if count > 0 { fates[fate] = count }
      }
      return fates
    }
  }
}

extension ImportWork {
  fileprivate init(_ fields: JSONFields, paths: [String]) throws(JSONDamage) {
    let slug = try fields.optionalText("into")
    self.init(
      place: slug.map { .community($0) } ?? .catalogue, importer: try fields.text("as"),
      paths: paths, options: try ImportOptions(fields))
    authors = try fields.optional("authors").map { (inner) throws(JSONDamage) in
      AuthorUsers(
        mapped: try inner.authors("mapped", as: "user"),
        created: try inner.authors("created", as: "email"))
    }
    isMirror = try fields.flag("mirror")
    errorLimit = try fields.optionalText("maxErrors").map { (text) throws(JSONDamage) in
      guard let limit = ErrorLimit(text) else {
        throw JSONDamage(reason: "its limit of errors cannot be read")
      }
      return limit
    }
    namesAuthors = true
  }
}

extension JSONFields {
  fileprivate func authors(_ name: String, as kind: String) throws(JSONDamage) -> [NamedAuthor] {
    try list(name).map { (inner) throws(JSONDamage) in
      NamedAuthor(name: try inner.text("name"), email: try inner.text(kind))
    }
  }
}

extension MemberAccount {
  fileprivate init(_ fields: JSONFields) throws(JSONDamage) {
    let counts = try fields.object("account")
    var account = Account()
    account.read = Int(try counts.integer("read"))
    account.inserted = Int(try counts.integer("inserted"))
    account.updated = Int(try counts.integer("updated"))
    account.proposed = Int(try counts.integer("proposed"))
    account.unchanged = Int(try counts.integer("unchanged"))
    account.skipped = Int(try counts.integer("skipped"))
    account.quarantined = Int(try counts.integer("quarantined"))
    self.init(
      archive: try fields.text("archive"), member: try fields.text("member"),
      format: try fields.text("format"), account: account)
  }
}
