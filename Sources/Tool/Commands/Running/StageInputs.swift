import Archives
import Console
import Foundation
import JSONText
import PipelineCore
import Pipelines
import RecipeCoding
import RecipeModel
import Store

/// What a stage reads of which patterns find some, and what of it is done already.
struct StageInputs {
  /// In the order of the settings, what a pattern found sorted by path.
  private(set) var read: [StageInput] = []
  /// How many that were found are done.
  private(set) var known = 0
  /// Everything that was found; nil where that is not known any more.
  private var found: Set<String>?
  /// The patterns that found nothing.
  private var empty: [PathPattern] = []
  /// Those that look otherwise than when they were done, and hold the same.
  private(set) var touched: [KnownInput] = []

  /// Looks for the inputs of a stage; nil of one of which no pattern finds any.
  ///
  /// A path that is there is taken as it is, whatever signs it holds.
  ///
  /// - Parameters:
  ///   - stage: The stage.
  ///   - reader: Under what its inputs are known.
  ///   - again: Whether those are read that are done.
  ///   - bench: Where it is to be done.
  /// - Throws: A `ReadFault` for what cannot be looked into; a `StoreFault`; `Interrupted`.
  init?(of stage: PlannedStage, as reader: InputReader, again: Bool, at bench: Workbench) throws {
    let stated = (stage.settings.inputs ?? []).map { path in
      (path, FileManager.default.fileExists(atPath: path) ? nil : PathPattern(path))
    }
    guard stated.contains(where: { $0.1 != nil }) else { return nil }
    let readsAll = again || stage.settings.readsAllInputs
    // What is named is read there, and not once more where a pattern finds it.
    let named = Set(stated.filter { $0.1 == nil }.map(\.0))
    var found: Set<String> = []
    for (path, pattern) in stated {
      guard let pattern else {
        read.append(StageInput(path: path, isFound: false))
        continue
      }
      let paths = try pattern.paths()
      if paths.isEmpty { empty.append(pattern) }
      for path in paths where !named.contains(path) && found.insert(path).inserted {
        if try !readsAll && isKnown(path, to: reader, at: bench) {
          known += 1
        } else {
          read.append(StageInput(path: path, isFound: true))
        }
      }
    }
    self.found = found
  }

  /// What was found when the run was begun.
  init(_ read: [StageInput], known: Int) {
    self.read = read
    self.known = known
  }

  /// Whether an input that the stage has done is not there any more, and not only out of reach: where
  /// a pattern finds nothing at all, a disk may be missing.
  func isGone(_ path: String) -> Bool {
    guard let found, !found.isEmpty, !found.contains(path) else { return false }
    return !empty.contains { $0.couldFind(path) }
  }

  /// Whether the stage has done an input, and that is as it was.
  private mutating func isKnown(
    _ path: String, to reader: InputReader, at bench: Workbench
  ) throws -> Bool {
    guard let known = try bench.store.read({ try $0.knownInput(at: path, of: reader) }),
      // What is gone again is told by the stage that is to read it.
      let input = try? InputPath(path: path)
    else { return false }
    if input.lookDigest == known.look { return true }
    let now = try KnownInput(input, observer: bench.observer)
    guard now.content == known.content else { return false }
    touched.append(now)
    return true
  }

  /// What will be known of those that were found, once they are done: as they are now, so that one
  /// which changes while it is read is read again.
  func noted(at bench: Workbench) throws -> [KnownInput] {
    try read.filter(\.isFound).map {
      try KnownInput(InputPath(path: $0.path), observer: bench.observer)
    }
  }

  /// How many there are, in words.
  var inWords: String {
    "\(Figures.count(read.count, "input", "inputs")) to read, \(Figures.count(known)) done before"
  }
}

extension InputPath {
  /// Of the names, sizes and times of its files.
  fileprivate var lookDigest: Digest {
    Digest.sha256(look.flatMap { Array($0.utf8) + [0] })
  }
}

extension KnownInput {
  fileprivate init(_ input: InputPath, observer: Observer) throws {
    let content = try input.contentDigest { _ in
      if observer.shouldStop() { throw Interrupted() }
    }
    self.init(path: input.path, look: input.lookDigest, content: Digest(bytes: content))
  }
}

extension WriteTransaction {
  /// Keeps with a run what a stage of it reads.
  func keep(
    _ inputs: StageInputs, of reader: InputReader, at position: Int, of run: RunKey
  ) throws(StoreFault) {
    try keep(inputs.read, known: inputs.known, ofStage: position, of: run)
    for input in inputs.touched { try remember(input, of: reader) }
  }
}

extension PipelinePlan {
  /// Under what a stage of the plan knows its inputs.
  func reader(of stage: PlannedStage) -> InputReader {
    InputReader(pipeline: name, stage: stage.name, settings: Digest.sha256(stage.treatment))
  }
}

/// A stage found nothing that it has not done before.
struct NothingNew: CommandResult {
  var known: Int

  var schema: String { "nothing-new/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("known", known)
  }

  func show(on output: HumanOutput) {
    output.note(known == 0 ? "nothing was found" : "nothing is new")
  }
}
