import Archives
import Import
import PipelineCore
import RecipeFormats
import RecipeModel

/// A file that holds exactly one recipe, in any format that is read.
struct SingleRecipeFile {
  var path: String

  /// Reads the recipe; anything but one good recipe is a fault.
  func read() throws -> RecipeRecord {
    var records: [RecipeRecord] = []
    var walker = ArchiveWalker(paths: [path])
    while let item = try walker.next() {
      switch item {
      case .member(let member): try read(member, into: &records)
      case .refused(let rejection): throw SingleRecipeFault(.rejected(rejection), path: path)
      case .ignored: continue
      }
    }
    guard let record = records.first else { throw SingleRecipeFault(.none, path: path) }
    return record
  }

  private func read(_ member: Member, into records: inout [RecipeRecord]) throws {
    guard let reader = try reader(for: member) else { return }
    let cursor = try reader.open(member, at: member.location, limits: ReaderLimits())
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

  /// The reader of a member; nil for what lies beside the recipe in an archive.
  private func reader(for member: Member) throws -> (any RecipeReader.Type)? {
    switch RecipeReaders.detect(member) {
    case .reader(let reader, _): return reader
    case .nothing(let looksLike):
      if let fault = member.sampleFault { throw fault }
      guard !member.location.members.isEmpty else {
        throw ReadFault(
          .notRecognized(detail: "it looks like \(looksLike)"), at: member.location)
      }
      return nil
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
