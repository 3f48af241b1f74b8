/// What the likeness of two recipes is measured by; a few hundred numbers for a recipe.
public struct DishFeatures: Sendable, Equatable {
  /// An amount that can be compared with others of its kind.
  public struct Amount: Sendable, Equatable {
    /// Which amounts can be compared: those of one kind.
    public var kind: UInt8
    /// In the unit of the kind; above 0.
    public var size: Double

    public init(kind: UInt8, size: Double) {
      precondition(size > 0, "an amount is of something")
      self.kind = kind
      self.size = size
    }
  }

  struct Ingredient: Sendable, Equatable {
    /// Its part of `grams`: the trigrams of its name, ascending, each once.
    var grams: Range<Int>
    /// Its part of `words`.
    var words: Range<Int>
    var amount: Amount?
  }

  /// The trigrams of the title, ascending, each once.
  private(set) var title: [UInt16] = []
  private(set) var ingredients: [Ingredient] = []
  private(set) var grams: [UInt16] = []
  /// Hashes of the words of the ingredients' names.
  private(set) var words: [UInt32] = []
  /// Hashes of every three words that follow each other in the steps, ascending, each once.
  private(set) var shingles: [UInt32] = []
  /// How much it makes, in whatever it counts.
  private(set) var yield: Double?

  /// The features of a recipe that says nothing.
  public init() {}

  /// What is taken of a recipe at most: a book that got into one recipe says no more about it.
  private static let mostIngredients = 100
  private static let mostShingles = 1000

  /// Collects the features of one recipe after the other, reusing its buffers.
  public struct Collector {
    private var features = DishFeatures()
    private var text = FoldedText()
    private var lastWords: (UInt32, UInt32) = (0, 0)
    private var stepWords = 0

    public init() {}

    public mutating func add(title: UnsafeBufferPointer<UInt8>) {
      text.read(title)
      text.eachWord { text.appendTrigrams(of: $0, to: &features.title) }
      features.title = DishFeatures.sortedOnce(features.title[...])
    }

    /// Adds an ingredient by its name, without amount, unit and note.
    public mutating func add(ingredient name: UnsafeBufferPointer<UInt8>, amount: Amount?) {
      guard features.ingredients.count < DishFeatures.mostIngredients else { return }
      text.read(name)
      guard !text.bytes.isEmpty else { return }
      let (firstGram, firstWord) = (features.grams.count, features.words.count)
      text.eachWord { word in
        text.appendTrigrams(of: word, to: &features.grams)
        features.words.append(text.hash(word))
      }
      features.grams.replaceSubrange(
        firstGram..., with: DishFeatures.sortedOnce(features.grams[firstGram...]))
      features.ingredients.append(
        Ingredient(
          grams: firstGram..<features.grams.count, words: firstWord..<features.words.count,
          amount: amount))
    }

    /// Adds a step; where one ends and the next begins does not matter.
    public mutating func add(step: UnsafeBufferPointer<UInt8>) {
      text.read(step)
      text.eachWord { word in
        let hash = text.hash(word)
        stepWords += 1
        if stepWords > 2 {
          features.shingles.append(DishFeatures.shingle(lastWords.0, lastWords.1, hash))
        }
        lastWords = (lastWords.1, hash)
      }
    }

    public mutating func add(yield: Double) {
      features.yield = yield
    }

    /// Gives what was collected and begins anew.
    public mutating func finish() -> DishFeatures {
      // One or two words are their own shingle.
      if (1...2).contains(stepWords) {
        features.shingles.append(DishFeatures.shingle(0, lastWords.0, lastWords.1))
      }
      features.shingles = DishFeatures.sortedOnce(features.shingles[...])
      // The smallest hashes are the same choice in every recipe.
      features.shingles.removeLast(max(0, features.shingles.count - DishFeatures.mostShingles))
      defer {
        features = DishFeatures()
        lastWords = (0, 0)
        stepWords = 0
      }
      return features
    }
  }

  private static func shingle(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32 {
    let pair = UInt64(first) << 32 | UInt64(second)
    return UInt32(
      truncatingIfNeeded: HashMixing.mixed(HashMixing.mixed(pair) ^ UInt64(third)) >> 32)
  }

  private static func sortedOnce<Number: Comparable>(_ numbers: ArraySlice<Number>) -> [Number] {
    var sorted: [Number] = []
    sorted.reserveCapacity(numbers.count)
    for number in numbers.sorted() where sorted.last != number { sorted.append(number) }
    return sorted
  }
}
