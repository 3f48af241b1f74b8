import ArgumentParser
import Communities

/// Who the authors are that archives name, as a command line says it.
struct AuthorOptions: ParsableArguments {
  @Option(
    name: .customLong("author"),
    help: ArgumentHelp(
      "An author whom archives name, and the member who they are; may be repeated.",
      valueName: "name=email"))
  var mapped: [String] = []

  @Option(
    name: .customLong("create-author"),
    help: ArgumentHelp(
      "The same, for one who becomes a user and a member unless they are; an admin's to do.",
      valueName: "name=email"))
  var created: [String] = []

  func validate() throws {
    for text in mapped + created where AuthorOptions.parse(text) == nil {
      throw ValidationError(
        "--author and --create-author take NAME=EMAIL, such as 'Ada L.=ada@example.org'.")
    }
  }

  /// Nil when nothing was said, so that authors stay texts.
  var users: AuthorUsers? {
    guard !mapped.isEmpty || !created.isEmpty else { return nil }
    return AuthorUsers(
      mapped: mapped.compactMap(AuthorOptions.parse),
      created: created.compactMap(AuthorOptions.parse))
  }

  /// A name may hold any sign, an address no equals sign before its @.
  private static func parse(_ text: String) -> NamedAuthor? {
    guard let mark = text.lastIndex(of: "=") else { return nil }
    let (name, email) = (text[..<mark], text[text.index(after: mark)...])
    guard !name.allSatisfy(\.isWhitespace), email.contains("@") else { return nil }
    return NamedAuthor(name: String(name), email: String(email))
  }
}
