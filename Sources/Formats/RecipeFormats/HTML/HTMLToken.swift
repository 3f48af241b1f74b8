/// One piece of a page.
enum HTMLToken: Equatable {
  /// Text with its character references as they stand; it may come in several pieces.
  case text([UInt8])
  case start(HTMLTag)
  case end(String)
}

/// A start tag.
struct HTMLTag: Equatable {
  /// In lower case, a namespace prefix included.
  var name: String
  /// Names in lower case, values with their character references as they stand.
  var attributes: [HTMLAttribute] = []
  /// Whether it ends with `/>`.
  var isClosed = false
}

/// An attribute of an element.
struct HTMLAttribute: Equatable, Sendable {
  var name: String
  var value: String
}
