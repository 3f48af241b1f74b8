import PipelineCore

/// A value of a pipeline file with its place, variables filled in.
struct PipelineNode {
  indirect enum Content {
    case text(String)
    /// Nothing was written, or `null` or `~`.
    case nothing
    case list([PipelineNode])
    case mapping([PipelineEntry])
    /// A problem was reported here already; whoever reads it says no more.
    case unreadable
  }

  var content: Content
  var location: SourceLocation

  /// The items of a list; anything else is its own only item.
  var items: [PipelineNode] {
    if case .list(let items) = content { items } else { [self] }
  }

  /// What it is, in the words of a message; not what it says, which may be private.
  var kindInWords: String {
    switch content {
    case .text: "text"
    case .nothing: "nothing"
    case .list: "a list"
    case .mapping: "a mapping"
    case .unreadable: "something unreadable"
    }
  }
}

/// A key of a mapping with its value.
struct PipelineEntry {
  var key: String
  var keyLocation: SourceLocation
  var value: PipelineNode
}
