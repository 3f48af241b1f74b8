public import CommunityRules
import PipelineCore

/// Reads files of tag rules: YAML that says what `tagRules:` of a pipeline file says.
public enum TagRulesFile {
  /// Checks a file of tag rules and gives them.
  ///
  /// - Parameters:
  ///   - bytes: The file, UTF-8 with or without a byte order mark.
  ///   - name: The file's path as the user gave it; it stands in front of every problem.
  ///   - environment: What `${NAME}` is filled in from.
  /// - Returns: The rules.
  /// - Throws: every problem of the file at once, in the order of their places.
  public static func parse(
    _ bytes: [UInt8], name: String, environment: [String: String]
  ) throws(PipelineFault) -> TagRules {
    let scope = ReadingScope(
      fileName: name, environment: environment, formats: [], columnFields: [], folder: "")
    var problems = ProblemList(fileName: name)
    guard bytes.count <= PipelineFile.sizeLimit else {
      throw PipelineFault(
        PipelineProblem(.file(.tooLarge(limitBytes: PipelineFile.sizeLimit)), at: scope.file))
    }
    guard let root = YAMLReading(scope: scope).read(bytes, problems: &problems),
      var mapping = SettingsMapping(
        root, keys: TagRuleSettings.keys, of: "the file", scope: scope, problems: &problems)
    else { throw problems.fault }
    let rules = TagRuleSettings.read(&mapping)
    guard mapping.problems.isEmpty else { throw mapping.problems.fault }
    return rules
  }
}
