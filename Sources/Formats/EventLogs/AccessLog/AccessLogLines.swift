import PipelineCore

/// The events of a web server's access log.
struct AccessLogLines {
  private let paths: [RecipePath]
  /// Whether the log is in the combined format, as one of its lines said.
  private var isCombined = false

  init(paths: [RecipePath]) {
    self.paths = paths
  }

  /// The next line that is not blank, or nil at the end.
  mutating func next(in window: LogWindow) throws(ReadFault) -> LogLine? {
    while let line = try window.nextLine() {
      guard !line.isTooLong else { return line.beyondLimit }
      let text = line.bytes.withoutReturn
      guard !text.allSatisfy(\.isSpace) else { continue }
      return LogLine(
        content: content(of: text, isCut: line.isCut, in: window), number: line.number,
        byteOffset: line.byteOffset, raw: text)
    }
    return nil
  }

  private mutating func content(
    of text: UnsafeBufferPointer<UInt8>, isCut: Bool, in window: LogWindow
  ) -> LogLine.Content {
    let line: AccessLogLine
    do throws(AccessLogLine.Problem) {
      line = try AccessLogLine(text)
    } catch {
      return isCut
        ? AccessLogLines.truncated
        : .problem(.malformedText, "the line is none of an access log: \(error.message)")
    }
    // In the combined format a cut may leave what is a line of the common one.
    if isCut, isCombined, !line.isCombined { return AccessLogLines.truncated }
    isCombined = isCombined || line.isCombined
    guard AccessLogLines.isShown(line.status), let recipe = recipe(of: line, in: window) else {
      return .skipped
    }
    return visit(of: recipe, in: line, window)
  }

  /// The longest path that can name a recipe, and the longest name of a user, in bytes: what is
  /// unescaped fits in the room of a line.
  private static let longestText = 16 << 10

  private static var truncated: LogLine.Content {
    .problem(.truncated, "the log ends inside the line")
  }

  /// Whether the page was shown: sent, in part or whole, or known to the browser.
  private static func isShown(_ status: Int) -> Bool {
    status == 200 || status == 206 || status == 304
  }

  /// What the request names as a recipe; nil when it asks for something else.
  private func recipe(
    of line: AccessLogLine, in window: LogWindow
  ) -> UnsafeBufferPointer<UInt8>? {
    guard var path = AccessLogLines.target(of: line.request),
      path.count <= AccessLogLines.longestText
    else { return nil }
    if path.contains(UInt8(ascii: "\\")) {
      path = LogEscapes.decoded(path).withUnsafeBufferPointer(window.keep)
    }
    if let end = path.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
      path = UnsafeBufferPointer(rebasing: path[..<end])
    }
    for template in paths {
      if let recipe = template.recipe(in: path) { return recipe }
    }
    return nil
  }

  /// What a GET asks for, from the first slash of its path; nil for any other request.
  private static func target(
    of request: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard request.count > 4, UnsafeBufferPointer(rebasing: request[..<4]).isEqual(to: "GET ") else {
      return nil
    }
    var target = UnsafeBufferPointer(rebasing: request[4...])
    // The oldest protocol has no version, and a request that names a proxy's aim its scheme.
    if let space = target.lastIndex(of: UInt8(ascii: " ")) {
      target = UnsafeBufferPointer(rebasing: target[..<space])
    }
    guard target.first != UInt8(ascii: "/") else { return target }
    for scheme in ["http://", "https://"] as [StaticString] {
      let length = scheme.utf8CodeUnitCount
      guard target.count > length,
        UnsafeBufferPointer(rebasing: target[..<length]).isEqual(to: scheme),
        let path = target[length...].firstIndex(of: UInt8(ascii: "/"))
      else { continue }
      return UnsafeBufferPointer(rebasing: target[path...])
    }
    return nil
  }

  private func visit(
    of recipe: UnsafeBufferPointer<UInt8>, in line: AccessLogLine, _ window: LogWindow
  ) -> LogLine.Content {
    var recipe = recipe
    if recipe.contains(UInt8(ascii: "%")) {
      guard let id = PercentEscapes.decoded(recipe) else {
        return .problem(.invalidValue, "the recipe in the path has a broken percent escape")
      }
      recipe = id.withUnsafeBufferPointer(window.keep)
    }
    guard recipe.isUTF8 else {
      return .problem(.invalidEncoding, "the recipe in the path is not UTF-8")
    }
    var user = line.user
    guard user?.count ?? 0 <= AccessLogLines.longestText else {
      return .problem(.invalidValue, "the user is longer than any name")
    }
    if let text = user, text.contains(UInt8(ascii: "\\")) {
      user = LogEscapes.decoded(text).withUnsafeBufferPointer(window.keep)
    }
    guard user?.isUTF8 ?? true else { return .problem(.invalidEncoding, "the user is not UTF-8") }
    return .visit(RecipeVisit(recipeID: recipe, username: user, at: line.at, agent: line.agent))
  }
}
