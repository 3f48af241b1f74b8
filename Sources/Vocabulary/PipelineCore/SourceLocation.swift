/// A place in an input: the archive, the members inside it, and the position in the last one.
public struct SourceLocation: Sendable, Hashable {
  /// The archive's path as the user gave it.
  public var archive: String
  /// Member names from the outermost container inward; empty for a plain file.
  public var members: [String]
  /// The line, counted from 1.
  public var line: Int?
  /// The column in bytes, counted from 1.
  public var column: Int?
  /// The offset in the decompressed content, in bytes from 0.
  public var byteOffset: Int64?
  /// A JSON pointer (RFC 6901) or an XPath inside the record.
  public var pointer: String?

  public init(
    archive: String, members: [String] = [], line: Int? = nil, column: Int? = nil,
    byteOffset: Int64? = nil, pointer: String? = nil
  ) {
    self.archive = archive
    self.members = members
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
    self.pointer = pointer
  }

  /// The members as one path, joined by `!/`; empty for a plain file.
  public var memberPath: String { members.joined(separator: "!/") }
}

extension SourceLocation: CustomStringConvertible {
  /// `archive!/member:line:column`, control characters escaped so that a terminal shows them.
  public var description: String {
    var text = ([archive] + members).map(\.escapedForTerminal).joined(separator: "!/")
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    } else if let byteOffset {
      text += "@\(byteOffset)"
    }
    if let pointer, !pointer.isEmpty { text += " \(pointer.escapedForTerminal)" }
    return text
  }
}

extension String {
  /// The text with control and bidirectional formatting characters written as `\u{…}`.
  public var escapedForTerminal: String {
    guard unicodeScalars.contains(where: { $0.isUnsafeOnTerminal }) else { return self }
    var escaped = ""
    for scalar in unicodeScalars {
      if scalar.isUnsafeOnTerminal {
        escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may act on it, or it may reorder the text around it.
  fileprivate var isUnsafeOnTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }
}
