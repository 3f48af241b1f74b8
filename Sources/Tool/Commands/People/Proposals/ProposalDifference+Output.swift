import Communities
import JSONText

extension ProposalDifference {
  /// What differs, one line each, with some lines around it.
  var text: [String] {
    if isEmpty { return ["nothing would change"] }
    let changes = excerpt().map { line in
      guard let line else { return "…" }
      return switch line.kind {
      case .kept: line.text.isEmpty ? "" : "  \(line.text)"
      case .removed: "- \(line.text)"
      case .added: "+ \(line.text)"
      }
    }
    return hasUnshownChanges
      ? ["what differs is not part of the text: nutrition, rating, equipment, language or the like"]
      : changes
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("difference")
    writer.array { writer in
      for line in lines {
        writer.object { writer in
          writer.member("line", line.kind.rawValue)
          writer.member("text", line.text)
        }
      }
    }
    writer.member("unshownChanges", hasUnshownChanges)
  }
}
