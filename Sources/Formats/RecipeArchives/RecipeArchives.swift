// Archives as people have them: what of a file, a folder or a container holds recipes, and how
// it is read.
//
// In:  a path, what is taken at most, and a reader when one is to be used whatever it looks like.
// Out: contents with the reader that fits each, what was refused and why, what holds no recipes;
//      or an account of all that, without anything being stored (`Inspector`).
// Never here: the store, communities, the forms of single formats (`RecipeFormats`).

public import Archives
import CommunityArchive
public import PipelineCore
public import RecipeFormats

/// Walks over a file or folder and the containers in it, and finds the reader of each content.
public struct RecipeArchiveWalk: ~Copyable {
  private let path: String
  private let forced: (any RecipeReader.Type)?
  private let columns: StatedColumns
  private var walker: ArchiveWalker

  /// Prepares a walk; `forced` reads every content, whatever it looks like, and `columns` says what
  /// those of tables hold.
  public init(
    path: String, limits: ArchiveLimits = ArchiveLimits(),
    forced: (any RecipeReader.Type)? = nil, columns: StatedColumns = .none
  ) {
    self.path = path
    self.forced = forced
    self.columns = columns
    walker = ArchiveWalker(paths: [path], limits: limits)
  }

  /// How many bytes of the input on disk were consumed so far.
  public var bytesConsumed: Int64 { walker.bytesConsumed }

  /// Goes on to the next thing that recipes are in, or that has to be told; nil at the end.
  public mutating func next() -> RecipeFind? {
    while true {
      let item: WalkItem?
      do throws(ReadFault) {
        item = try walker.next()
      } catch {
        return .fault(error)
      }
      switch item {
      case nil: return nil
      case .member(let member): return find(in: member)
      case .refused(let rejection): return .refused(rejection)
      case .ignored(_, reason: .folder): continue
      case .ignored(let location, let reason): return .leftOut(location, reason: reason.rawValue)
      }
    }
  }

  private func find(in member: Member) -> RecipeFind {
    // What was named is told about even if it only happens to lie among recipes elsewhere.
    let isNamed = member.location.archive == path && member.location.members.isEmpty
    if let forced {
      return .content(
        RecipeContent(
          member: member, isNamed: isNamed, reader: forced, columns: columns, recognition: nil))
    }
    guard ArchivePart.recognize(member.sample, isWhole: member.sampleIsWhole) == nil else {
      return .fault(
        ReadFault(
          .unsupported(
            kind: "a community archive",
            instead: "the operator imports it without a target: `levain import FILE`"),
          at: member.location))
    }
    switch RecipeReaders.detect(member, columns: columns, isNamed: isNamed) {
    case .reader(let reader, let recognition):
      return .content(
        RecipeContent(
          member: member, isNamed: isNamed, reader: reader, columns: columns,
          recognition: recognition))
    case .unreadable(let kind) where isNamed || kind.holdsRecipes:
      return .fault(
        ReadFault(.unsupported(kind: kind.name, instead: kind.instead), at: member.location))
    case .unreadable(let kind): return leftOut(member, isNamed: isNamed, looksLike: kind.name)
    case .nothing(let looksLike): return leftOut(member, isNamed: isNamed, looksLike: looksLike)
    }
  }

  private func leftOut(_ member: Member, isNamed: Bool, looksLike: String) -> RecipeFind {
    if let fault = member.sampleFault { return .fault(fault) }
    guard isNamed else { return .leftOut(member.location, reason: looksLike) }
    return .fault(
      ReadFault(.notRecognized(detail: "it looks like \(looksLike)"), at: member.location))
  }
}

/// What a walk comes upon.
public enum RecipeFind {
  /// Recipes to be read; valid until the walk goes on.
  case content(RecipeContent)
  /// A member of an archive that is not read although it may hold recipes; why.
  case refused(Rejection)
  /// A file, a container or a content that cannot be read; the walk goes on behind it.
  case fault(ReadFault)
  /// Something that holds no recipes, and what it is.
  case leftOut(SourceLocation, reason: String)
}

/// A content and the reader that fits it.
public struct RecipeContent {
  private let member: Member
  private let isNamed: Bool
  public let reader: any RecipeReader.Type
  private let columns: StatedColumns
  /// How sure the reader is, and why; nil when it was forced.
  public let recognition: Recognition?

  init(
    member: Member, isNamed: Bool, reader: any RecipeReader.Type, columns: StatedColumns,
    recognition: Recognition?
  ) {
    self.member = member
    self.isNamed = isNamed
    self.reader = reader
    self.columns = columns
    self.recognition = recognition
  }

  public var location: SourceLocation { member.location }

  /// How many bytes of the input on disk are consumed so far; grows while it is read.
  public var bytesConsumed: Int64 { member.bytesConsumed }

  /// Why it is left out when reading ends with a fault; nil when the fault has to be told.
  ///
  /// Many files of some kinds just hold no recipe; that is told only of what was asked for by name.
  public func omission(after fault: ReadFault) -> String? {
    guard !isNamed, case .holdsNoRecipe(let kind) = fault.cause else { return nil }
    return "\(kind) without a recipe"
  }

  /// Starts a pass over the records.
  public func open(limits: ReaderLimits) throws(ReadFault) -> any RecordCursor {
    try RecipeReaders.open(
      reader, member, at: member.location, limits: limits, columns: columns)
  }
}
