import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel

/// A file that holds exactly one recipe, in any format that is read.
struct SingleRecipeFile {
  var path: String

  /// Reads the recipe; anything but one good recipe is a fault.
  func read() throws -> RecipeRecord {
    var records: [RecipeRecord] = []
    var walk = RecipeArchiveWalk(path: path)
    while let find = walk.next() {
      switch find {
      case .content(let content): try read(content, into: &records)
      case .refused(let rejection): throw SingleRecipeFault(.rejected(rejection), path: path)
      case .fault(let fault): throw fault
      case .leftOut: continue
      }
    }
    guard let record = records.first else { throw SingleRecipeFault(.none, path: path) }
    return record
  }

  private func read(_ content: RecipeContent, into records: inout [RecipeRecord]) throws {
    let cursor = try content.open(limits: ReaderLimits())
    while let element = try cursor.next() {
      switch element {
      case .record(let record, _):
        guard records.isEmpty else { throw SingleRecipeFault(.several, path: path) }
        records.append(record)
      case .rejected(let rejection): throw SingleRecipeFault(.rejected(rejection), path: path)
      case .leftOut: continue
      }
    }
  }
}

/// A file that does not hold exactly one good recipe.
struct SingleRecipeFault: Fault {
  enum Cause {
    case none
    case several
    case rejected(Rejection)
  }

  var cause: Cause
  private var path: String

  init(_ cause: Cause, path: String) {
    self.cause = cause
    self.path = path
  }

  var what: String {
    switch cause {
    case .none: "holds no recipe"
    case .several: "holds more than one recipe"
    case .rejected(let rejection): "\(rejection.code.rawValue): \(rejection.message)"
    }
  }

  var location: SourceLocation? {
    if case .rejected(let rejection) = cause { return rejection.location }
    return SourceLocation(archive: path)
  }

  var hint: String? {
    switch cause {
    case .none, .rejected: nil
    case .several: "`levain import` takes archives of many recipes"
    }
  }
}
