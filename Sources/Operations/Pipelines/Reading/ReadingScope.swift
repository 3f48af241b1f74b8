import PipelineCore

/// What the reading of one file may look at besides the file.
struct ReadingScope {
  var fileName: String
  var environment: [String: String]
  var formats: [String]
  /// What a column of a table can hold.
  var columnFields: [String]
  var folder: String

  /// The file as a place.
  var file: SourceLocation { SourceLocation(archive: fileName) }

  /// A path of the file as it is opened: joined to the folder unless it is absolute.
  func resolve(_ path: String) -> String {
    if folder.isEmpty || path.hasPrefix("/") { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }
}
