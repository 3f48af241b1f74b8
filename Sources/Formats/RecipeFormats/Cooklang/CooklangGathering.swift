/// A step that only lists ingredients, such as `Gather @flour{250%g}, @salt{}.`.
///
/// It stands before steps that do not name them, and says nothing that a cook would do.
enum CooklangGathering {
  private static let front = "Gather "
  private static let separator = ", "
  private static let end = "."

  /// The step of so many marks of ingredients.
  static func text(of marks: [String]) -> String {
    front + marks.joined(separator: separator) + end
  }

  /// Whether a step is such a list, so that it says nothing besides its ingredients.
  static func isOne(_ step: String) -> Bool {
    guard step.hasPrefix(front), step.hasSuffix(end) else { return false }
    var count = 0
    for piece in CooklangStep.pieces(of: step) {
      switch piece {
      case .ingredient: count += 1
      case .text(front), .text(separator), .text(end): continue
      case .text, .cookware, .timer: return false
      }
    }
    return count > 0
  }
}
