import PipelineCore

/// Where a member lies, so that others can be found beside it.
struct MemberPlace: Sendable, Equatable {
  /// The archive and the members around it; empty for a file of its own.
  var container: String
  /// The path inside the container; the whole path of a file of its own.
  var path: String

  init(_ location: SourceLocation) {
    if let name = location.members.last {
      container = MemberPlace.joined(location.archive, location.members.dropLast())
      path = name
    } else {
      container = ""
      path = location.archive
    }
  }

  /// The path without the last name; empty at the top.
  var folder: String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The containers that have to be opened on the way to a member of this one.
  static func containers(on path: String) -> [String] {
    var containers = path.isEmpty ? [] : [path]
    var rest = path[...]
    while let mark = rest.ranges(of: "!/").last {
      rest = rest[..<mark.lowerBound]
      containers.append(String(rest))
    }
    return containers
  }

  /// The one text for a container.
  static func joined(_ archive: String, _ members: some Sequence<String>) -> String {
    ([archive] + members).joined(separator: "!/")
  }
}
