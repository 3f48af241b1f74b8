import RecipeText

/// What a page says of itself; it counts where its recipe says nothing.
struct PageFacts {
  /// Its own address: the canonical link, else that of Open Graph.
  var address: String?
  /// What relative references are relative to.
  var base: PageAddress?
  var title: String?
  var siteName: String?
  var image: String?
  /// BCP 47, as stated.
  var language: String?

  init(_ tree: HTMLTree) {
    var stated = Stated()
    for element in tree.elements { stated.read(element) }
    address = stated.canonical ?? stated.metas["og:url"]
    base = (stated.base ?? address).flatMap(PageAddress.init)
    if let page = address.flatMap(PageAddress.init), let relative = stated.base {
      base = PageAddress(page.resolve(relative))
    }
    title = stated.metas["og:title"] ?? stated.title
    siteName = stated.metas["og:site_name"]
    image = stated.metas["og:image"]
    language =
      stated.languages.count > 1
      ? stated.languages.first { $0 != "en" } : stated.languages.first
  }

  /// What of the page may become part of a record.
  var digested: [String?] { [address, siteName, image, language] }

  /// The absolute form of an address that the page states.
  func absolute(_ reference: String) -> String { base?.resolve(reference) ?? reference }

  private struct Stated {
    var canonical: String?
    var base: String?
    var title: String?
    var metas: [String: String] = [:]
    /// That of the page, and the one that old pages state as if it were a header; editors write
    /// `en` without being asked.
    var languages: [String] = []
    private var cleaner = TextCleaner()

    mutating func read(_ element: HTMLElement) {
      switch element.name {
      case "html": addLanguage(line(element.attribute("lang") ?? element.attribute("xml:lang")))
      case "base": base = base ?? line(element.attribute("href"))
      case "title": title = title ?? line(element.rawText)
      case "link":
        guard canonical == nil,
          element.words("rel").contains(where: { $0.lowercased() == "canonical" })
        else { return }
        canonical = line(element.attribute("href"))
      case "meta": readMeta(element)
      default: break
      }
    }

    private mutating func readMeta(_ element: HTMLElement) {
      guard let content = line(element.attribute("content")) else { return }
      for name in ["property", "name"] {
        if let stated = element.attribute(name)?.lowercased(), stated.hasPrefix("og:"),
          metas[stated] == nil
        {
          metas[stated] = content
        }
      }
      if element.attribute("http-equiv")?.lowercased() == "content-language" {
        addLanguage(content.split(separator: ",").first.map(String.init))
      }
    }

    private mutating func addLanguage(_ language: String?) {
      if let language, !languages.contains(language) { languages.append(language) }
    }

    private mutating func line(_ stated: String?) -> String? {
      guard let stated else { return nil }
      let line = cleaner.line(stated)
      return line.isEmpty ? nil : line
    }
  }
}
