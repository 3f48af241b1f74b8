import PipelineCore

// What comes in: the bytes of a pipeline file, the environment, the names of the formats and of
// the fields of tables that an import may ask for, and the folder that relative paths start from.
// What goes out: a `PipelinePlan`, stages with checked settings in the order of the file; or one
// `PipelineFault` with every problem found, each at its line and column.
// Never done here: nothing is run, opened, created or printed, and no path, community or person
// is looked up. Whether those exist is for the stages to say when they run.

/// Reads pipeline files: YAML that names stages and their settings.
public enum PipelineFile {
  /// The largest file that is read, in bytes; a pipeline of a thousand stages is a tenth of it.
  public static let sizeLimit = 256 * 1024
  /// How many stages a pipeline has at most.
  public static let stageLimit = 1000

  /// Checks a pipeline file and gives its plan.
  ///
  /// - Parameters:
  ///   - bytes: The file, UTF-8 with or without a byte order mark.
  ///   - name: The file's path as the user gave it; it stands in front of every problem.
  ///   - environment: What `${NAME}` is filled in from.
  ///   - formats: The names that `format:` may have, in the order in which they are listed.
  ///   - columnFields: The fields that `columns:` may name, in the order in which they are listed.
  ///   - folder: What relative paths are joined to. Empty leaves them as they are written, so
  ///     that they mean what they mean on the command line: relative to the current folder.
  /// - Returns: The stages in the order of the file, with nothing left to check without running.
  /// - Throws: every problem of the file at once, in the order of their places.
  public static func parse(
    _ bytes: [UInt8], name: String, environment: [String: String], formats: [String],
    columnFields: [String], relativeTo folder: String = ""
  ) throws(PipelineFault) -> PipelinePlan {
    let scope = ReadingScope(
      fileName: name, environment: environment, formats: formats, columnFields: columnFields,
      folder: folder)
    var problems = ProblemList(fileName: name)
    guard bytes.count <= sizeLimit else {
      throw PipelineFault(PipelineProblem(.file(.tooLarge(limitBytes: sizeLimit)), at: scope.file))
    }
    guard let root = YAMLReading(scope: scope).read(bytes, problems: &problems) else {
      throw problems.fault
    }
    let plan = PlanReading(scope: scope).read(root, problems: &problems)
    guard let plan, problems.isEmpty else { throw problems.fault }
    return plan
  }

  /// Checks a pipeline file that is already text.
  public static func parse(
    _ text: String, name: String, environment: [String: String], formats: [String],
    columnFields: [String], relativeTo folder: String = ""
  ) throws(PipelineFault) -> PipelinePlan {
    try parse(
      Array(text.utf8), name: name, environment: environment, formats: formats,
      columnFields: columnFields, relativeTo: folder)
  }
}
