import Communities
import Metrics
import PipelineCore
import Store

extension CommandSession {
  /// Looks at one snapshot of the store as somebody sees it (R7, R19).
  func look<Result>(
    as actor: ActorOptions, _ body: (ReaderView) throws -> Result
  ) throws -> Result {
    try openStore().read { transaction in
      let reach = try CommunityActions.reach(of: actor.acting, in: transaction)
      return try body(try ReaderView(reach, in: transaction))
    }
  }
}

extension AnswerSource {
  /// What to say when an index was not used; nil when it was.
  var remark: String? {
    switch self {
    case .index: nil
    case .baseTables: "the index is not caught up, so this took longer: `levain index`"
    }
  }
}
