import JSONText
import RecipeCoding
import RecipeModel
import Store

/// The page about one user: no network, no script, every text escaped.
enum PersonPage {
  /// How many rows of a section are shown; a longer table is of no use on a page.
  static let mostRows = 1000

  static func begin(_ user: StoredUser, at moment: Instant, _ sections: [PersonalSection])
    -> [UInt8]
  {
    var html = HTML()
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">")
    writeHead(user, to: &html)
    html.raw("<body>")
    html.element("a", ["class": "skip", "href": "#person"], text: "Skip to the data")
    html.element("header") { html in
      html.element("p", ["class": "eyebrow"], text: "Personal data")
      html.element("h1") { $0.foreign(user.username) }
      html.element("p", ["class": "period"]) { html in
        html.text("All that is kept of and about them. Times are UTC. All of it, in full, is in ")
        html.element("strong", text: "person.json")
        html.text(" beside this page.")
      }
      if !sections.isEmpty { writeWay(to: sections, in: &html) }
    }
    html.raw("\n<main id=\"person\">")
    writeAccount(user, to: &html)
    return html.bytes
  }

  static func write(_ section: PersonalSection, _ rows: [[PersonalValue]], of count: Int) -> [UInt8]
  {
    var html = HTML()
    panel(section.name, section.title, section.explanation, in: &html) { html in
      write(rows, of: section, to: &html)
      if count > rows.count {
        html.element(
          "p", ["class": "explanation"],
          text: (count - rows.count).of("more row is", "more rows are") + " in person.json.")
      }
    }
    return html.bytes
  }

  /// Names the sections that have no rows, and ends the page.
  static func end(at moment: Instant, without empty: [PersonalSection]) -> [UInt8] {
    var html = HTML()
    if !empty.isEmpty {
      panel("nothing", "Nothing else", "There is nothing of these kinds.", in: &html) { html in
        html.element("ul") { html in
          for section in empty {
            html.element("li", ["id": section.name], text: section.title)
          }
        }
      }
    }
    html.raw("</main>")
    html.element("footer") { html in
      html.element("p", ["class": "made"]) { html in
        html.text("Made by Levain on ")
        html.element("time", ["datetime": moment.description], text: moment.inWords(zone: "UTC"))
        html.text(
          ". E-mail addresses of others are in none of it, nor what the person may not see.")
      }
    }
    html.raw("</body></html>\n")
    return html.bytes
  }

  // MARK: - Parts

  private static func writeHead(_ user: StoredUser, to html: inout HTML) {
    html.element("head") { html in
      html.empty("meta", ["charset": "utf-8"])
      html.empty(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'",
        ])
      html.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      html.empty("meta", ["name": "color-scheme", "content": "light dark"])
      html.empty("meta", ["name": "referrer", "content": "no-referrer"])
      html.element("title", text: "\(user.username): personal data")
      html.element("style") { html in
        html.raw(ReportStyle.sheet)
        html.raw(style)
      }
    }
  }

  private static let style: StaticString = """
      .said { min-width: min(16rem, 60vw); }
      .said div { margin-top: .5rem; white-space: pre-wrap; text-align: left; }
      .said summary { margin: 0; }
      td { vertical-align: top; }
      td.name { min-width: 6.5rem; }
      td time { white-space: nowrap; }
      @media print { .said, .said details { display: block; } .scroll { overflow: visible; } }

    """

  private static func writeWay(to sections: [PersonalSection], in html: inout HTML) {
    html.element("nav", ["aria-label": "Sections"]) { html in
      html.element("ul") { html in
        for section in sections {
          html.element("li") { html in
            html.element("a", ["href": "#\(section.name)"], text: section.title)
          }
        }
      }
    }
  }

  private static func panel(
    _ id: String, _ title: String, _ explanation: String, in html: inout HTML,
    _ body: (inout HTML) -> Void
  ) {
    html.element(
      "section", ["id": id, "class": "panel", "aria-labelledby": "\(id)-heading"]
    ) { html in
      html.element("h2", ["id": "\(id)-heading"], text: title)
      html.element("p", ["class": "explanation"], text: explanation)
      body(&html)
    }
    html.raw("\n")
  }

  private static func writeAccount(_ user: StoredUser, to html: inout HTML) {
    if let erasedAt = user.erasedAt {
      return panel(
        "account", "Erased",
        "This person was erased on \(erasedAt.inWords(zone: "UTC")), and nothing personal is kept.",
        in: &html
      ) { _ in }
    }
    panel("account", "Account", "What they are known by, and what they chose.", in: &html) { html in
      html.element("dl") { html in
        for (term, meaning) in [
          ("E-mail address", user.email), ("Username", user.username), ("Id", user.id.text),
          ("Views are counted as theirs", user.tracksViews ? "yes" : "no"),
          ("That was chosen", user.trackingChangedAt?.inWords(zone: "UTC") ?? "never"),
          ("Notifications", user.notifications.rawValue),
          ("Created", user.createdAt.inWords(zone: "UTC")),
          ("Changed", user.updatedAt.inWords(zone: "UTC")),
          ("Deleted", user.deletedAt?.inWords(zone: "UTC") ?? "no"),
        ] {
          html.element("div") { html in
            html.element("dt", text: term)
            html.element("dd") { $0.foreign(meaning) }
          }
        }
      }
    }
  }

  // MARK: - Tables

  private static func write(
    _ rows: [[PersonalValue]], of section: PersonalSection, to html: inout HTML
  ) {
    // A column in which nothing stands tells nothing.
    let places = section.columns.indices.filter { place in
      section.columns[place].title != nil && rows.contains { $0[place] != .none }
    }
    html.element(
      "div",
      ["class": "scroll", "role": "region", "aria-label": section.title, "tabindex": "0"]
    ) { html in
      html.element("table") { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for place in places {
              html.element(
                "th", ["scope": "col", "class": "name"], text: section.columns[place].title ?? "")
            }
          }
        }
        html.element("tbody") { html in
          for row in rows {
            html.element("tr") { html in
              for place in places {
                let isText = section.columns[place].kind == .body
                html.element("td", ["class": isText ? "said" : "name"]) { html in
                  write(row[place], section.columns[place].kind, to: &html)
                }
              }
            }
            html.raw("\n")
          }
        }
      }
    }
  }

  /// The texts of an array, one after the other; nothing of other JSON, which is for programs.
  private static func list(_ bytes: [UInt8]) -> String {
    let texts = bytes.withUnsafeBufferPointer { bytes in
      JSONParser().parse(bytes) { root in root.elements.compactMap(\.text) }
    }
    return (try? texts.get())?.joined(separator: ", ") ?? ""
  }

  private static func write(
    _ value: PersonalValue, _ kind: PersonalSection.Kind, to html: inout HTML
  ) {
    switch value {
    case .none: break
    case .text(let text) where kind == .word:
      html.text(text.replacing("_", with: " "))
    case .text(let text): html.foreign(text)
    case .moment(let moment):
      html.element("time", ["datetime": moment.description], text: moment.inWords(zone: "UTC"))
    case .number(let number): html.text(String(number))
    case .flag(let flag): html.text(flag ? "yes" : "no")
    case .json(let bytes) where kind == .json: html.foreign(list(bytes))
    case .json(let bytes):
      guard let body = bytes.withUnsafeBufferPointer({ RecipeBody(json: $0) }),
        !body.markdown.allSatisfy(\.isWhitespace)
      else { return }
      html.element("details") { html in
        html.element("summary", text: "Read")
        html.element("div") { html in
          // Lines are kept where a text has them.
          for line in body.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            html.foreign(String(line))
            html.raw("\n")
          }
        }
      }
    }
  }
}
