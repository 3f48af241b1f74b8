import PipelineCore

/// A whole page, as far as structured data may stand in it.
struct HTMLPage {
  var tree: HTMLTree
  /// Whether the page ends inside of a tag, a comment or a script, or before its end tag.
  var endsAmid: Bool
  /// Whether it holds more than the limit allows; the tree is empty then.
  var isTooLarge: Bool

  /// Reads a page to its end; scripts and looks are passed over and do not count.
  static func read(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) throws(ReadFault) -> HTMLPage {
    var tokenizer = HTMLTokenizer(source, at: location, limits: limits)
    var builder = HTMLTreeBuilder()
    while let token = try tokenizer.next() {
      builder.take(token, line: tokenizer.line)
      if builder.bytes > limits.maximumRecordBytes {
        return HTMLPage(tree: HTMLTree(), endsAmid: false, isTooLarge: true)
      }
    }
    builder.finish()
    return HTMLPage(
      tree: builder.tree, endsAmid: tokenizer.endsAmid || builder.lacksEnd, isTooLarge: false)
  }
}
