import PipelineCore
import RecipeModel
import RecipeText

extension RecordDraft {
  /// A piece of a line as clean text on one line.
  mutating func line(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { cleaner.line($0) }
  }

  /// Adds running text as steps, one a line.
  mutating func addSteps(_ paragraphs: inout Paragraphs) {
    let text = paragraphs.take()
    if !text.isEmpty { steps.add(text: cleaner.text(text)) }
  }

  /// Takes the value of a field that holds one text; a second one is kept by its name.
  mutating func take(
    _ name: String, _ value: String, as field: WritableKeyPath<RecordDraft, String?>
  ) {
    if self[keyPath: field] == nil {
      self[keyPath: field] = value
    } else {
      keep(name, value)
    }
  }

  /// Takes a time; a second one for the same is kept by its name.
  mutating func take(
    _ name: String, _ value: String, asTime field: WritableKeyPath<RecordDraft, TimeSpan?>
  ) {
    if self[keyPath: field] == nil {
      self[keyPath: field] = DurationText.span(value)
    } else {
      keep(name, value)
    }
  }

  /// Keeps a field that the model has no place for.
  mutating func keep(_ name: String, _ value: String) {
    guard !name.isEmpty, !value.isEmpty else { return }
    extras.append(JSONMember(name, .string(value)))
  }

  /// Closes the draft of a text record: a record, or the rejection of a recipe without a title.
  consuming func finish(_ record: TextRecord) -> ReadElement {
    guard !body.title.isEmpty else {
      return record.rejection(.missingTitle, Rejection.Code.missingTitle.meaning)
    }
    if record.isRepaired { warn(.repairedText, "record") }
    if cleaner.takeDroppedMarkup() { warn(.droppedMarkup, "record") }
    let digest = record.bytes.withUnsafeBufferPointer { RecordDigest.of($0) }
    return .record(self.record(digest: digest), at: record.location)
  }
}
