import Foundation

/// Signs the features of recipes, so that likely near-duplicates are found without comparing all.
///
/// A signature has three parts: the words of the ingredients with their amounts, the words alone,
/// and the steps. Amounts are part of the first, so that it tells apart the many recipes of flour,
/// eggs and sugar.
public struct DishSigner: Sendable {
  private let amounts = MinHash(places: DishSigner.amountPlaces.count, seed: 0x6C65_7661_696E_0001)
  private let names = MinHash(places: DishSigner.namePlaces.count, seed: 0x6C65_7661_696E_0002)
  private let steps = MinHash(places: DishSigner.stepPlaces.count, seed: 0x6C65_7661_696E_0003)
  private var set: [UInt32] = []

  private static let amountPlaces = 0..<72
  private static let namePlaces = 72..<88
  private static let stepPlaces = 88..<128

  /// How long a signature is.
  public static let byteCount = 128

  public init() {}

  /// The signature of a recipe; the same in every process.
  public mutating func sign(_ features: DishFeatures) -> [UInt8] {
    var signature: [UInt8] = []
    signature.reserveCapacity(DishSigner.byteCount)
    set.removeAll(keepingCapacity: true)
    for ingredient in features.ingredients {
      let amount = DishSigner.step(of: ingredient.amount)
      for word in features.words[ingredient.words] {
        set.append(
          UInt32(truncatingIfNeeded: HashMixing.mixed(UInt64(word) << 32 | UInt64(amount)) >> 32))
      }
    }
    amounts.appendSignature(of: set, to: &signature)
    names.appendSignature(of: features.words, to: &signature)
    steps.appendSignature(of: features.shingles, to: &signature)
    return signature
  }

  /// An empty index of signatures, with the bands that near-duplicates agree in.
  public static func makeIndex() -> BandIndex {
    BandIndex(
      bytesPerSignature: byteCount,
      sections: [
        BandIndex.Section(places: amountPlaces, rows: 3, reach: 32),
        BandIndex.Section(places: stepPlaces, rows: 4, reach: 16),
      ])
  }

  /// Whether two recipes with these signatures may be near-duplicates, and are worth comparing.
  public static func mayBeAlike(
    _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let amounts = agreement(first, second, at: amountPlaces)
    if amounts >= 0.2 { return true }
    let hasIngredients = first[0] != MinHash.empty || second[0] != MinHash.empty
    guard agreement(first, second, at: stepPlaces) >= 0.4 else { return false }
    return !hasIngredients || agreement(first, second, at: namePlaces) >= 0.6
  }

  private static func agreement(
    _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>, at places: Range<Int>
  ) -> Double {
    guard first[places.lowerBound] != MinHash.empty else { return 0 }
    var count = 0
    for place in places where first[place] == second[place] { count += 1 }
    return Double(count) / Double(places.count)
  }

  /// An amount on a scale whose steps are an eighth apart; 0 for none.
  private static func step(of amount: DishFeatures.Amount?) -> UInt32 {
    guard let amount else { return 0 }
    let step = Int32((log(amount.size) * 8).rounded())
    return UInt32(amount.kind + 1) << 16 | UInt32(UInt16(truncatingIfNeeded: step))
  }
}
