import JSONText
public import RecipeModel

/// What a site consists of: written beside its pages, schema `levain.site/1`.
public struct SiteManifest: Sendable {
  /// One page.
  public struct Page: Sendable, Equatable {
    public var path: PagePath
    public var subject: ReportSubject

    public init(_ path: PagePath, of subject: ReportSubject) {
      self.path = path
      self.subject = subject
    }
  }

  /// The name of the file in the site's folder.
  public static let fileName = "site.json"

  private static let schema = "levain.site/1"

  /// What the file begins with: by that the program knows a folder of its own.
  public static let beginning = Array("{\"schema\":\"\(schema)\",".utf8)

  public var generatedAt: Instant
  /// In the order in which they were written.
  public var pages: [Page]

  public init(generatedAt: Instant, pages: [Page] = []) {
    self.generatedAt = generatedAt
    self.pages = pages
  }

  /// The manifest as a whole file.
  public var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("schema")
      json.string(SiteManifest.schema)
      json.key("generatedAt")
      json.string(generatedAt.description)
      json.key("pages")
      json.array { json in
        for page in pages {
          json.object { json in
            json.key("path")
            json.string(page.path.description)
            json.key("kind")
            json.string(page.subject.kind.rawValue)
            json.key("id")
            json.string(page.subject.id)
            json.key("name")
            json.string(page.subject.name)
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}
