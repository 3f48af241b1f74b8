import PipelineCore
import Store

/// What can be mended without a decision: it loses nothing, and can be done again.
enum Repair: CaseIterable {
  case endKilledRuns
  case finishErasure
  case removeUnnamedPictures
  case catchUpIndexes

  /// Does it; the bench holds the store.
  func perform(at bench: Workbench) throws {
    switch self {
    case .endKilledRuns:
      try bench.store.write { (transaction) throws(StoreFault) in
        try transaction.endKilledRuns(at: bench.surroundings.now())
      }
    case .finishErasure: try ErasureWork().finish(at: bench)
    case .removeUnnamedPictures:
      _ = try bench.store.images.removeUnnamed { digests in
        try bench.store.read { (transaction) throws(StoreFault) in
          try transaction.storedImages(among: digests)
        }
      }
    case .catchUpIndexes:
      _ = try LineageWork().run(at: bench)
      _ = try TagsWork().run(at: bench)
      _ = try DuplicatesWork().run(at: bench)
    }
  }
}
