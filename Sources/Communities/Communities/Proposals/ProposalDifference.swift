import RecipeCoding
public import RecipeModel

/// How what is proposed differs from what a recipe says, line by line of its Markdown.
///
/// The lines are those of a document: the title, and below it the content. Steps are compared
/// without their numbers, so that a new step is one new line.
public struct ProposalDifference: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    /// In the words of JSON results.
    public enum Kind: String, Sendable, CaseIterable {
      case kept
      case removed
      case added
    }

    public var kind: Kind
    public var text: String

    public init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// All lines of both, in the order of reading; what is removed stands before what is added.
  public let lines: [Line]
  /// Whether they differ in what the Markdown does not show, such as nutrition.
  public let hasUnshownChanges: Bool

  public init(from old: RecipeBody, to new: RecipeBody) {
    lines = ProposalDifference.compare(
      ProposalDifference.document(old), ProposalDifference.document(new))
    hasUnshownChanges = old != new && lines.allSatisfy { $0.kind == .kept }
  }

  /// Whether nothing differs at all.
  public var isEmpty: Bool { !hasUnshownChanges && lines.allSatisfy { $0.kind == .kept } }

  /// What differs, with some kept lines around it; nil stands for kept lines that are left out.
  public func excerpt(context: Int = 2) -> [Line?] {
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.kind != .kept {
      for near in max(0, index - context)...min(lines.count - 1, index + context) {
        isShown[near] = true
      }
    }
    var excerpt: [Line?] = []
    for (index, line) in lines.enumerated() {
      if isShown[index] {
        excerpt.append(line)
      } else if excerpt.last != .some(nil) {
        excerpt.append(nil)
      }
    }
    return excerpt
  }

  /// A line as it is shown, and as it is compared.
  private struct Entry {
    var text: String
    var compared: String

    static func == (first: Entry, second: Entry) -> Bool { first.compared == second.compared }
  }

  private static func document(_ body: RecipeBody) -> [Entry] {
    let text = "# \(body.title)\n\n\(body.markdown)"
    // A text without content ends with an empty line, and so does one with content.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.map { line in
      let rest = line.drop { $0.isASCII && $0.isNumber }
      let isStep = rest.count < line.count && rest.hasPrefix(". ")
      return Entry(text: String(line), compared: String(isStep ? rest : line))
    }
  }

  // MARK: - Comparing

  private static func compare(_ old: [Entry], _ new: [Entry]) -> [Line] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start,
      old[old.count - 1 - end] == new[new.count - 1 - end]
    { end += 1 }
    let middle = compareMiddle(
      Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
    return new[..<start].map { Line(.kept, $0.text) } + middle
      + new[(new.count - end)...].map { Line(.kept, $0.text) }
  }

  /// The longest common subsequence; texts too long for its table are replaced as a whole.
  private static func compareMiddle(_ old: [Entry], _ new: [Entry]) -> [Line] {
    let width = new.count + 1
    guard old.count * new.count <= largestTable else {
      return old.map { Line(.removed, $0.text) } + new.map { Line(.added, $0.text) }
    }
    // common[i * width + j]: how many lines the rests of both from i and j on have in common.
    var common = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        common[i * width + j] =
          old[i] == new[j]
          ? common[(i + 1) * width + j + 1] + 1
          : max(common[(i + 1) * width + j], common[i * width + j + 1])
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        lines.append(Line(.kept, new[j].text))
        (i, j) = (i + 1, j + 1)
      } else if j == new.count
        || i < old.count && common[(i + 1) * width + j] >= common[i * width + j + 1]
      {
        lines.append(Line(.removed, old[i].text))
        i += 1
      } else {
        lines.append(Line(.added, new[j].text))
        j += 1
      }
    }
    return lines
  }

  /// How many cells the table of a comparison has at most: 16 MB.
  private static let largestTable = 4_000_000
}
