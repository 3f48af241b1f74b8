import JSONText
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

extension PipelineNode {
  /// Writes what it says as JSON, in the order of the file.
  func write(to writer: inout JSONWriter) {
    switch content {
    case .text(let text): writer.string(text)
    case .nothing, .unreadable: writer.null()
    case .list(let items): writer.array { writer in for item in items { item.write(to: &writer) } }
    case .mapping(let entries): writer.object { entries.write(to: &$0) }
    }
  }
}

extension [PipelineEntry] {
  /// Writes each as a member of an object.
  func write(to writer: inout JSONWriter) {
    for entry in self {
      writer.key(entry.key)
      entry.value.write(to: &writer)
    }
  }
}

/// A key of a mapping with its value.
struct PipelineEntry {
  var key: String
  var keyLocation: SourceLocation
  var value: PipelineNode
}
