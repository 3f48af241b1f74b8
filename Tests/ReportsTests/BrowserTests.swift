import Foundation
import RecipeModel
import Reports
import TestKit
import Testing

/// What a real browser makes of pages: headless Chromium, where it is installed.
struct BrowserTests {
  /// A page that these tests look at.
  enum Subject: String, CaseIterable {
    case rich, empty, single, hostile, years

    func page() throws -> [UInt8] {
      switch self {
      case .rich: try SampleReports.everything().rendered(as: .html)
      case .empty: try SampleReports.empty().rendered(as: .html)
      case .single: try SampleReports.singleDay().rendered(as: .html)
      case .hostile:
        try SampleReports.saying(
          "</title></style></svg>\"'><script>document.title='run'</script>\u{202E}<img src=x "
            + "onerror=\"document.title='run'\">" + String(repeating: "W", count: 300)
        ).rendered(as: .html)
      case .years: try SampleReports.years().rendered(as: .html)
      }
    }
  }

  @Test(.enabled(if: Browser.isInstalled, "needs chromium"), arguments: Subject.allCases)
  func `ht-1: a page fits phones and desktops, has contrast in light and dark, and runs nothing`(
    subject: Subject
  ) throws {
    let page = try subject.page()
    let title = try #require(
      String(decoding: page, as: UTF8.self).firstMatch(of: /<title>([^<]*)<\/title>/)?.1)
    for scheme in Browser.Scheme.allCases {
      let seen = try Browser.look(at: page, scheme: scheme)
      #expect(seen.console == [], "\(scheme)")
      #expect(seen.findings.map(\.width) == [360, 768, 1280])
      for finding in seen.findings {
        #expect(finding.overflow == [], "\(scheme), \(finding.width)")
        #expect(finding.faint == [], "\(scheme), \(finding.width)")
        #expect(finding.scripts == 0)
        #expect(finding.title.count > 3 && !title.isEmpty && finding.title != "run")
      }
    }
  }
}

/// That the tests above would see what is wrong.
struct BrowserControlTests {
  private let page = """
    <!DOCTYPE html><html lang="en"><head><title>four</title><style>
    body { background: #fff; color: #000 } .faint { color: #999 } .wide { width: 2000px }
    @media (prefers-color-scheme: dark) { body { background: #000 } }
    </style></head><body><p class="faint">pale</p><div class="wide">wide</div>
    <script>document.title = "run"; missing()</script></body></html>
    """

  @Test(.enabled(if: Browser.isInstalled, "needs chromium"))
  func `what is too wide, too pale or run is found`() throws {
    let light = try Browser.look(at: Array(page.utf8), scheme: .light)
    #expect(light.console.contains { $0.contains("missing is not defined") })
    let finding = try #require(light.findings.first)
    #expect(finding.overflow.contains { $0.hasPrefix("DIV.wide") })
    #expect(finding.faint == ["P.faint:pale"])
    #expect(finding.scripts == 1 && finding.title == "run")
    // Black on black in the dark.
    let dark = try Browser.look(at: Array(page.utf8), scheme: .dark)
    #expect(dark.findings.first?.faint == ["DIV.wide:wide"])
  }
}

/// Headless Chromium.
enum Browser {
  enum Scheme: Int, CaseIterable {
    case dark
    case light
  }

  /// What it saw of a page.
  struct Sight {
    /// What the page, or the browser about it, wrote to the console.
    var console: [String]
    var findings: [Finding]
  }

  /// What it saw of a page at one width.
  struct Finding: Decodable {
    var width: Int
    /// Elements that reach beyond the page.
    var overflow: [String]
    /// Texts whose contrast is below that of WCAG's level AA.
    var faint: [String]
    var scripts: Int
    var title: String
  }

  private static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isInstalled: Bool { path != nil }

  /// Shows a page in frames of three widths and measures each.
  static func look(at page: [UInt8], scheme: Scheme) throws -> Sight {
    try withTemporaryFolder { folder in
      try Data(page).write(to: folder.appending(path: "page.html"))
      try Data(frames.utf8).write(to: folder.appending(path: "frames.html"))
      let process = Process()
      process.executableURL = URL(filePath: try #require(path))
      process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--disable-extensions", "--hide-scrollbars",
        "--enable-logging=stderr", "--disable-web-security", "--allow-file-access-from-files",
        "--blink-settings=preferredColorScheme=\(scheme.rawValue)",
        "--user-data-dir=\(folder.appending(path: "profile").path)",
        "--window-size=1400,1000", "--virtual-time-budget=10000", "--dump-dom",
        folder.appending(path: "frames.html").absoluteString,
      ]
      let output = folder.appending(path: "dom.html")
      let errors = folder.appending(path: "errors.txt")
      for file in [output, errors] {
        try Data().write(to: file)
      }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      let dom = try String(contentsOf: output, encoding: .utf8)
      let json = try #require(
        dom.firstMatch(of: /<pre id="found">(.*?)<\/pre>/.dotMatchesNewlines())?.1)
      let plain = json.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&amp;", with: "&")
      let console = try String(contentsOf: errors, encoding: .utf8)
        .split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
      return Sight(
        console: console,
        findings: try JSONDecoder().decode([Finding].self, from: Data(plain.utf8)))
    }
  }

  /// Shows the page in frames and writes down what is wrong with each.
  private static let frames = """
    <!DOCTYPE html><meta charset="utf-8"><body><script>
    const widths = [360, 768, 1280], found = [];
    function luminance(color) {
      return [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
        const c = color[i] / 255;
        return sum + weight * (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      }, 0);
    }
    function rgba(text) {
      const parts = text.match(/[0-9.]+/g).map(Number);
      return parts.length > 3 ? parts : [...parts, 1];
    }
    function over(top, below) {
      return [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    }
    function background(view, element) {
      const layers = [];
      for (let e = element; e; e = e.parentElement) layers.push(rgba(view.getComputedStyle(e).backgroundColor));
      return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    }
    function contrast(view, element) {
      const style = view.getComputedStyle(element);
      const below = background(view, element);
      const isDrawn = element.namespaceURI.endsWith("svg");
      const ink = over(rgba(isDrawn ? style.fill : style.color), below);
      const [a, b] = [luminance(ink), luminance(below)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    }
    function name(element) {
      return element.tagName + "." + (element.getAttribute("class") || "") + ":" + element.textContent.slice(0, 30);
    }
    function look(frame, width) {
      const page = frame.contentDocument, view = frame.contentWindow;
      for (const details of page.querySelectorAll("details")) details.open = true;
      const overflow = [], faint = [];
      const limit = page.documentElement.clientWidth;
      if (page.documentElement.scrollWidth > limit) overflow.push("the page: " + page.documentElement.scrollWidth);
      for (const element of page.body.querySelectorAll("*")) {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || element.closest(".skip")) continue;
        const isScrolled = element.closest(".scroll") && !element.matches(".scroll");
        const isHidden = box.right < 0;
        if (!isScrolled && !isHidden && (box.right > limit + 1 || box.left < -1)) overflow.push(name(element));
        const hasText = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== "");
        if (!hasText || isHidden || ["TITLE", "DESC"].includes(element.tagName.toUpperCase())) continue;
        const size = parseFloat(view.getComputedStyle(element).fontSize);
        if (contrast(view, element) < (size >= 24 ? 3 : 4.5)) faint.push(name(element));
      }
      return { width, overflow: overflow.slice(0, 5), faint: faint.slice(0, 5),
        scripts: page.scripts.length, title: page.title };
    }
    async function run() {
      for (const width of widths) {
        const frame = document.createElement("iframe");
        frame.style.cssText = `width:${width}px;height:900px;border:0`;
        frame.src = "page.html";
        const loaded = new Promise(done => frame.onload = done);
        document.body.append(frame);
        await loaded;
        found.push(look(frame, width));
        frame.remove();
      }
      const pre = document.createElement("pre");
      pre.id = "found";
      pre.textContent = JSON.stringify(found);
      document.body.append(pre);
    }
    run();
    </script></body>
    """
}
