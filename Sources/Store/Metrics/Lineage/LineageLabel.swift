import RecipeModel

/// The words for a node, not yet escaped for anything.
struct LineageLabel {
  /// The title, or what stands for it.
  var name: String
  /// Community and day, and whether it is deleted; empty for what is hidden.
  var detail: String
  /// How it came from its parent; nil for a root and for what is hidden.
  var origin: String?

  /// All of it on one line.
  var line: String {
    (origin.map { "\($0): " } ?? "") + name + (detail.isEmpty ? "" : " (\(detail))")
  }
}

extension LineageNode {
  var label: LineageLabel {
    switch subject {
    case .recipe(let recipe): recipe.label
    case .hidden(let count, let distance):
      LineageLabel(
        name: (count == 1 ? "1 recipe" : "\(count) recipes") + " out of sight"
          + (distance > 1 ? ", up to \(distance) generations" : ""),
        detail: "")
    }
  }
}

extension LineageRecipe {
  fileprivate var label: LineageLabel {
    LineageLabel(
      name: title ?? (isPurged ? "a removed recipe" : "a deleted recipe"),
      detail: ([community, createdAt.day.description]
        + [isDeleted && !isPurged ? "deleted" : nil])
        .compactMap { $0 }.joined(separator: ", "),
      origin: kind.map { kind in
        switch kind {
        case .variant: "variant"
        case .share: sharedFrom.map { "share from \($0)" } ?? "share"
        case .personalCopy: "personal copy"
        }
      })
  }
}
