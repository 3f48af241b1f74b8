import Glibc

/// UTF-8 as the character set of the calling thread for the length of a call.
///
/// libarchive converts names to the character set of the locale and gives up those that do not
/// fit; in the C locale that is every name beyond ASCII. The process's own locale stays as it is.
final class LocaleScope {
  private let utf8: locale_t?

  init() {
    let characterTypes: Int32 = 1 << LC_CTYPE
    utf8 = newlocale(characterTypes, "C.UTF-8", nil)
  }

  deinit {
    if let utf8 { freelocale(utf8) }
  }

  func callAsFunction<Result>(_ body: () -> Result) -> Result {
    guard let utf8 else { return body() }
    let previous = uselocale(utf8)
    defer { uselocale(previous) }
    return body()
  }
}
