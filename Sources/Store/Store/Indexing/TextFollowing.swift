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
  /// An index on the side does, to which all new texts are handed; see `takeNewTexts`.
  case aside
}

/// What can be searched of a body that was stored.
public struct NewText: Sendable {
  var body: BodyKey
  var text: IndexedText
}

extension WriteTransaction {
  /// The key of a body, which is stored and indexed unless an equal one is there.
  public func storeBody(
    _ body: CodedBody, text: IndexedText?
  ) throws(StoreFault) -> BodyKey {
    guard let text else { return try storeBody(body) }
    if textFollowing == .aside { return try storeBody(body) { text } }
    if textFollowing == .notAsked {
      let (held, last) = (BodyKey(try watermark(of: .text)), try lastBody())
      textFollowing = held < last ? .behind : .upTo(held)
    }
    if let known = try self.body(of: body.digest) { return known }
    let key = try insertBody(body)
    if case .upTo = textFollowing {
      awaitedTexts.append(NewText(body: key, text: text))
      textFollowing = .upTo(key)
    }
    return key
  }

  /// Leaves the texts of the transaction to an index on the side (`TextIndexDraft`).
  ///
  /// Said before anything is stored; whoever says it takes the texts.
  public func leaveTextsAside() { textFollowing = .aside }

  /// The texts that were stored since they were last taken, ascending.
  public func takeNewTexts() -> [NewText] {
    defer { awaitedTexts = [] }
    return awaitedTexts
  }

  /// The key of a body, which is stored, and whose text is left aside, unless an equal one is there.
  func storeBody(
    _ body: CodedBody, text: () throws(StoreFault) -> IndexedText
  ) throws(StoreFault) -> BodyKey {
    if let known = try self.body(of: body.digest) { return known }
    let key = try insertBody(body)
    awaitedTexts.append(NewText(body: key, text: try text()))
    return key
  }

  /// Indexes the texts of the transaction, and says how far the index has followed.
  ///
  /// Done before the commit unless it was done already; a second time does nothing.
  ///
  /// All at the end: the index writes out what it gathers whenever another statement begins a
  /// savepoint, as many do, and then has hundreds of small parts to merge.
  public func settleText() throws(StoreFault) {
    precondition(textFollowing != .aside || awaitedTexts.isEmpty, "texts aside were not taken")
    guard case .upTo(let body) = textFollowing, try watermark(of: .text) < body.value else {
      return
    }
    for new in awaitedTexts {
      try index(new.text, of: new.body)
    }
    awaitedTexts = []
    try moveWatermark(of: .text, to: body.value)
  }
}
