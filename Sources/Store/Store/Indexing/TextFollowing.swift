public import RecipeCoding
import RecipeModel

/// Whether the full-text index follows the bodies of a transaction as they are stored.
///
/// It does when it held all bodies before; what it does not follow is left to the stage that fills
/// it, which goes on after the last body that the index holds.
enum TextFollowing: Equatable {
  case notAsked
  case behind
  /// It holds all bodies, of which this is the last one.
  case upTo(BodyKey)
}

extension WriteTransaction {
  /// The key of a body, which is stored and indexed unless an equal one is there.
  public func storeBody(
    _ body: CodedBody, text: IndexedText?
  ) throws(StoreFault) -> BodyKey {
    guard let text else { return try storeBody(body) }
    if textFollowing == .notAsked {
      let (held, last) = (BodyKey(try watermark(of: .text)), try lastBody())
      textFollowing = held < last ? .behind : .upTo(held)
    }
    if let known = try self.body(of: body.digest) { return known }
    let key = try insertBody(body)
    if case .upTo = textFollowing {
      awaitedTexts.append((key, text))
      textFollowing = .upTo(key)
    }
    return key
  }

  /// Indexes the texts of the transaction, and says how far the index has followed.
  ///
  /// Done before the commit unless it was done already; a second time does nothing.
  ///
  /// All at the end: the index writes out what it gathers whenever another statement begins a
  /// savepoint, as many do, and then has hundreds of small parts to merge.
  public func settleText() throws(StoreFault) {
    guard case .upTo(let body) = textFollowing, try watermark(of: .text) < body.value else {
      return
    }
    for (body, text) in awaitedTexts {
      try index(text, of: body)
    }
    awaitedTexts = []
    try moveWatermark(of: .text, to: body.value)
  }
}
