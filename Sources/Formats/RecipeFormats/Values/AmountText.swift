/// Amounts that a format states as numbers, as text.
enum AmountText {
  /// Writes up to three decimals; what is a third becomes a fraction: `1 1/3`, `0.5`, `2`.
  static func text(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e9 else { return number.description }
    let whole = number.rounded(.down)
    let rest = number - whole
    for (part, fraction) in [(1.0 / 3, "1/3"), (2.0 / 3, "2/3")] where abs(rest - part) < 0.004 {
      return whole == 0 ? fraction : "\(Int(whole)) \(fraction)"
    }
    let thousandths = Int((number * 1000).rounded())
    var text = String(thousandths / 1000)
    if thousandths < 0, thousandths > -1000 { text = "-" + text }
    var decimals = String(abs(thousandths % 1000))
    guard decimals != "0" else { return text }
    decimals = String(repeating: "0", count: 3 - decimals.count) + decimals
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(text).\(decimals)"
  }
}
