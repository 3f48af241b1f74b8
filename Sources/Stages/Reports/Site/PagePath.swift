import RecipeModel

/// Where a page lies in a site: at most one folder down, in letters that mean nothing in an address.
public struct PagePath: Sendable, Hashable, CustomStringConvertible {
  /// Relative to the site's folder.
  public let description: String

  /// The page that the site begins with.
  public static let index = PagePath(description: "index.html")

  private init(description: String) {
    self.description = description
  }

  /// The page of something.
  public init(of target: ReportTarget) {
    let (folder, name) =
      switch target {
      case .community(let slug): ("communities", slug)
      case .recipe(let id): ("recipes", id.text)
      case .creator(let id): ("creators", id.text)
      }
    description = "\(folder)/\(PagePath.safe(name)).html"
  }

  /// Writes a name in letters, digits, `-` and `_`.
  ///
  /// Everything else becomes `~` and two digits for each byte, so that no two names become one. A
  /// name too long for a file keeps its front and 64 bits of all.
  private static func safe(_ name: String) -> String {
    var safe = ""
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in name.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        safe.unicodeScalars.append(Unicode.Scalar(byte))
      default: safe += "~" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    guard safe.utf8.count > 150 else { return safe }
    return "\(safe.prefix(120))~~\(String(hash, radix: 16))"
  }

  /// How a page in this place says where another one is.
  func address(of other: PagePath) -> String {
    description.contains("/") ? "../\(other)" : other.description
  }
}

/// The pages that a page can link to.
public struct PageLinks: Sendable {
  private let place: PagePath
  private let targets: Set<ReportTarget>

  /// Takes where the page lies and what there are pages of.
  public init(from place: PagePath, to targets: Set<ReportTarget>) {
    self.place = place
    self.targets = targets
  }

  /// The address of the page of something; nil when there is none, or when it is the page itself.
  func address(of target: ReportTarget) -> String? {
    let path = PagePath(of: target)
    return targets.contains(target) && path != place ? place.address(of: path) : nil
  }

  /// The address of the first page; nil on that page.
  var home: String? { place == .index ? nil : place.address(of: .index) }
}
