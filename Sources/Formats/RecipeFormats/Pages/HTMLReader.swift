public import PipelineCore
import RecipeModel

/// Reads the recipes of a saved page: JSON-LD in its scripts, microdata, RDFa Lite.
///
/// What a page states of one recipe in several ways is one record: the statement with the most
/// of ingredients and steps counts, JSON-LD before the others, and the others fill its gaps, and
/// what the page says of itself the rest: address, site, language, picture. Recipes that a page
/// only mentions, without ingredients and steps, are no records beside those that it holds. The
/// digest is that of the statements and of what the page says of itself.
public enum HTMLReader: RecipeReader {
  public static let format = FormatDescription(
    name: "html", summary: "saved web pages with recipes as JSON-LD, microdata or RDFa",
    reads: true, writes: false)
  public static let version = 2

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.html else { return nil }
    if outline.statesRecipe {
      return Recognition(.likely, "an HTML page that marks up a recipe")
    }
    return Recognition(.possible, "an HTML page")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    HTMLCursor(source, at: location, limits: limits)
  }
}

/// A pass over the recipes of one page, which is read as a whole.
private final class HTMLCursor: RecordCursor {
  private let source: any ByteSource
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var queue: ArraySlice<ReadElement> = []
  private var fault: ReadFault?
  private var isRead = false

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    self.source = source
    self.location = location
    self.limits = limits
  }

  func next() throws(ReadFault) -> ReadElement? {
    if !isRead {
      isRead = true
      try read()
    }
    if let element = queue.popFirst() { return element }
    defer { fault = nil }
    if let fault { throw fault }
    return nil
  }

  private func read() throws(ReadFault) {
    let page = try HTMLPage.read(source, at: location, limits: limits)
    if page.isTooLarge {
      queue = [
        .rejected(Rejection(.tooLarge, limits.exceeded(by: "page"), at: location))
      ]
      return
    }
    queue = PageRecipes(page.tree, at: location).elements[...]
    if page.endsAmid {
      fault = ReadFault(.truncated, at: location)
    } else if queue.isEmpty {
      fault = ReadFault(.holdsNoRecipe(kind: "an HTML page"), at: location)
    }
  }
}
