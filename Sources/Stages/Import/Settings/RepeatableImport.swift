import JSONText
public import PipelineCore
public import RecipeModel
public import Store

/// How an import was asked for, besides by whom and into what: kept with its run as JSON, so that it
/// can be done again.
public struct RepeatableImport: Sendable, Equatable {
  /// The version of the JSON's form; another one is not read.
  private static let version: Int64 = 1

  private let paths: [String]
  private let options: ImportOptions
  /// The users whom the authors were that archives name; nil when nobody had asked who they are.
  public let authors: [FoldedName: UserKey]?

  /// What is kept of an import that begins.
  init(of request: ImportRequest) {
    paths = request.paths
    options = request.options
    authors = request.authors
  }

  /// The same import, into a place that the rules have opened again; who the authors are has to be
  /// asked again, too.
  public func request(
    into target: ImportRequest.Target, by importer: UserKey, authors: [FoldedName: UserKey]?
  ) -> ImportRequest {
    ImportRequest(
      target: target, importer: importer, paths: paths, options: options, authors: authors)
  }
}

extension RepeatableImport {
  /// What is kept.
  var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("version")
      writer.integer(RepeatableImport.version)
      writer.member("paths", paths)
      options.write(to: &writer)
      guard let authors else { return }
      writer.key("authors")
      writer.array { writer in
        for (name, user) in authors.sorted(by: { $0.key < $1.key }) {
          writer.object { writer in
            writer.member("name", name.text)
            writer.key("user")
            writer.integer(user.value)
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what was kept with a run.
  public init(json: String, of run: RunID) throws(KeptSettingsFault) {
    do throws(JSONDamage) {
      let fields = try JSONFields(document: Array(json.utf8))
      if try fields.integer("version") == RepeatableImport.version {
        try self.init(fields)
        return
      }
    } catch {
      throw KeptSettingsFault(.damaged(reason: error.reason), of: run)
    }
    throw KeptSettingsFault(.otherVersion, of: run)
  }

  private init(_ fields: JSONFields) throws(JSONDamage) {
    paths = try fields.texts("paths")
    options = try ImportOptions(fields)
    authors = try fields.optionalList("authors").map { (list) throws(JSONDamage) in
      var authors: [FoldedName: UserKey] = [:]
      for author in list {
        authors[FoldedName(try author.text("name"))] = UserKey(try author.integer("user"))
      }
      return authors
    }
  }
}

/// The settings that were kept with a run cannot be read, so that it cannot be done again.
public struct KeptSettingsFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    /// Another version of the program kept them.
    case otherVersion
    case damaged(reason: String)
  }

  public var cause: Cause
  public var run: RunID

  public init(_ cause: Cause, of run: RunID) {
    self.cause = cause
    self.run = run
  }

  public var what: String {
    switch cause {
    case .otherVersion: "the settings of run \(run.text) are of another version"
    case .damaged(let reason): "the settings of run \(run.text) are damaged: \(reason)"
    }
  }

  public var hint: String? { "import its archives again" }
}
