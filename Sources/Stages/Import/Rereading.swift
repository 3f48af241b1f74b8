import RecipeCoding
import RecipeModel
import Store

/// What a newer reader makes of a source record that has not changed.
struct Rereading: Sendable, Equatable {
  /// What the recipe says then; nil when that is what it says now.
  var body: CodedBody?
  /// What of `body` can be searched; nil when that is left for later.
  var text: IndexedText?
  /// Whether the recipe, which has none, gets the tags of the record.
  var bringsTags: Bool
  /// Whether the recipe, which has none, gets the pictures of the record.
  var bringsImages: Bool

  /// Whether anything of the recipe changes, and not only what is known of its source.
  var changesRecipe: Bool { body != nil || bringsTags || bringsImages }
}

extension RecordDecider {
  /// Whether what a reader made of a record was made by an older version of it.
  func isReadByOlder(
    _ known: ImportedRecipe, than record: ReadyRecord
  ) throws(StoreFault) -> Bool {
    guard let version = known.readerVersion, version < record.readerVersion else { return false }
    // Versions of another format count otherwise.
    return try transaction.sourceFormat(of: known.key) == record.format
  }

  /// The source says what it said, and a newer reader may make more of it.
  ///
  /// What people changed since stays. Tags and pictures come where there are none and nobody took
  /// them off: which of them a source gave is not kept.
  func decideReread(
    _ record: ReadyRecord, of known: ImportedRecipe
  ) throws(StoreFault) -> RecordDecision {
    guard let source = known.sourceBody,
      let newer = record.body.json.withUnsafeBufferPointer({ RecipeBody(json: $0) })
    else { return .unchanged(.sourceUnchanged) }
    var body = try transaction.body(known.body)
    body.reread(newer, since: try transaction.body(source))
    var coder = BodyCoder()
    let coded = coder.code(body)
    let saysMore = try coded.digest != transaction.digest(of: known.body)
    // What was taken down does not come in piece by piece either.
    if saysMore, try takedownDay(of: coded) != nil { return .unchanged(.sourceUnchanged) }
    let takesTags = try transaction.takesTags(known.key, named: record.id)
    let takesImages = try transaction.takesImages(known.key)
    let rereading = Rereading(
      body: saysMore ? coded : nil,
      text: saysMore && request.indexesText ? IndexedText(body) : nil,
      bringsTags: takesTags && !record.tags.isEmpty,
      bringsImages: takesImages && !record.images.isEmpty)
    let isSameSource = try record.body.digest == transaction.digest(of: source)
    return !rereading.changesRecipe && isSameSource
      ? .rememberReader(known) : .reread(known, rereading)
  }
}
