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
    let parsed = bytes.withUnsafeBufferPointer { JSONParser().parse($0) { $0.value } }
    guard case .success(let value) = parsed else {
      throw SavedPlanFault(.notAPlan(reason: "it is no JSON document"), path: path)
    }
    do throws(PlanDamage) {
      try self.init(PlanFields(value, "the document"))
    } catch {
      throw SavedPlanFault(.notAPlan(reason: error.reason), path: path)
    }
  }

  private init(_ fields: PlanFields) throws(PlanDamage) {
    let schema = try fields.text("schema")
    guard schema == SavedPlan.schema else {
      throw PlanDamage(reason: "its schema is \(schema), not \(SavedPlan.schema)")
    }
    installation = try fields.text("installation")
    change = try fields.integer("change")
    undoneWork = try fields.integer("undoneWork")
    attempt = try fields.optional("attempt").map { (inner) throws(PlanDamage) in
      Attempt(run: RunID(try inner.text("run")), number: Int(try inner.integer("number")))
    }
    archives = try fields.list("archives").map { (inner) throws(PlanDamage) in
      Archive(path: try inner.text("path"), sha256: try inner.text("sha256"))
    }
    guard !archives.isEmpty else { throw PlanDamage(reason: "it names no archives") }
    work = try ImportWork(try fields.object("settings"), paths: archives.map(\.path))
    accounts = try fields.list("members").map { (inner) throws(PlanDamage) in
      try MemberAccount(inner)
    }
    fates = try fields.optional("missing").map { (inner) throws(PlanDamage) in
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
  fileprivate init(_ fields: PlanFields, paths: [String]) throws(PlanDamage) {
    let slug = try fields.optionalText("into")
    self.init(
      place: slug.map { .community($0) } ?? .catalogue, importer: try fields.text("as"),
      paths: paths, tags: try fields.texts("tags"))
    format = try fields.optionalText("format")
    let stated = try fields.list("columns").map { (inner) throws(PlanDamage) in
      (field: try inner.text("field"), header: try inner.text("header"))
    }
    guard let columns = try? StatedColumns(stated) else {
      throw PlanDamage(reason: "its columns cannot be read")
    }
    self.columns = columns
    source = try fields.optionalText("source")
    authors = try fields.optional("authors").map { (inner) throws(PlanDamage) in
      AuthorUsers(
        mapped: try inner.authors("mapped", as: "user"),
        created: try inner.authors("created", as: "email"))
    }
    tagRules = try TagRules(try fields.object("tagRules"))
    duplicates = try fields.choice("duplicates")
    nearDuplicates = try fields.choice("nearDuplicates")
    indexesText = try fields.flag("indexesText")
    isMirror = try fields.flag("mirror")
    errorLimit = try fields.optionalText("maxErrors").map { (text) throws(PlanDamage) in
      guard let limit = ErrorLimit(text) else {
        throw PlanDamage(reason: "its limit of errors cannot be read")
      }
      return limit
    }
    namesAuthors = true
  }
}

extension TagRules {
  fileprivate init(_ fields: PlanFields) throws(PlanDamage) {
    let separators = try fields.texts("split")
    guard separators.allSatisfy({ !$0.isEmpty }) else {
      throw PlanDamage(reason: "its tag rules cannot be read")
    }
    self.init(
      splitAt: separators, rename: try fields.rules("rename"),
      drop: try fields.texts("drop").map { (name) throws(PlanDamage) in try TagName(planned: name)
      },
      add: try fields.rules("add"))
  }
}

extension TagName {
  fileprivate init(planned text: String) throws(PlanDamage) {
    guard let name = try? TagName(text) else {
      throw PlanDamage(reason: "its tag rules cannot be read")
    }
    self = name
  }
}

extension PlanFields {
  fileprivate func authors(_ name: String, as kind: String) throws(PlanDamage) -> [NamedAuthor] {
    try list(name).map { (inner) throws(PlanDamage) in
      NamedAuthor(name: try inner.text("name"), email: try inner.text(kind))
    }
  }

  fileprivate func rules(_ name: String) throws(PlanDamage) -> [TagRules.Rule] {
    try list(name).map { (inner) throws(PlanDamage) in
      TagRules.Rule(
        try TagName(planned: try inner.text("tag")),
        try inner.texts("tags").map { (name) throws(PlanDamage) in try TagName(planned: name) })
    }
  }
}

extension MemberAccount {
  fileprivate init(_ fields: PlanFields) throws(PlanDamage) {
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
