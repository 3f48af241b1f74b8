public import PipelineCore

/// A text that cannot be searched for.
public struct SearchFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case nothingToFind
    case tooLong
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .nothingToFind: "there is nothing to search for: no word, tag or community"
    case .tooLong: "more than \(SearchQuery.longest) words and filters"
    }
  }

  public var hint: String? {
    "words must all be found; \"several words\" stand together, flour* finds what begins so, "
      + "tag:NAME and community:SLUG narrow the search"
  }

  public var exitCode: ExitCode { .usage }
}
