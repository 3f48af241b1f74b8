import RecipeText

/// Reads MasterCook's MX2, which looks like XML and often is not.
///
/// Its header is never well formed, its encoding is Windows-1252 whatever it declares, and quotes
/// and ampersands stand unescaped in attributes. The copy of each recipe as text (`RTxt`) is
/// passed over but for the nutrition, which old versions state nowhere else.
public enum MX2Reader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "mx2", summary: "MasterCook MX2 (.mx2, .mz2)", reads: true, writes: false)
  public static let version = 1

  typealias Recipe = MX2Recipe
  static let layout = XMLLayout(recordName: "rcpe", passedOver: ["summ"], dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    switch outline.root {
    case "mx2": return Recognition(.certain, "the root element <mx2>")
    case "rcpe": return Recognition(.certain, "the element <RcpE> of MasterCook")
    default: return nil
    }
  }
}
