import RecipeModel

extension Row {
  /// A moment stored as milliseconds.
  func instant(_ column: String) -> Instant { Instant(milliseconds: self[column]) }

  /// A moment stored as milliseconds; nil for NULL.
  func optionalInstant(_ column: String) -> Instant? {
    (self[column] as Int64?).map { Instant(milliseconds: $0) }
  }

  func key<Entity>(_ column: String) -> RowKey<Entity> { RowKey(self[column]) }

  func optionalKey<Entity>(_ column: String) -> RowKey<Entity>? {
    (self[column] as Int64?).map { RowKey($0) }
  }

  func id<Entity>(_ column: String) -> EntityID<Entity> { EntityID(self[column] as String) }

  /// A value of a closed set, which the schema checks too.
  func state<State: RawRepresentable<String>>(_ column: String) throws(StoreFault) -> State {
    guard let state = State(rawValue: self[column]) else {
      throw StoreFault(.inconsistent("a value of \(column) is outside of its set"))
    }
    return state
  }

  /// A value of a closed set; nil for NULL.
  func optionalState<State: RawRepresentable<String>>(
    _ column: String
  ) throws(StoreFault) -> State? {
    guard (self[column] as String?) != nil else { return nil }
    return try state(column)
  }

  /// What `deleted_at` and `deletion_id` say together.
  var deletionMark: DeletionMark? {
    guard let deletion: DeletionKey = optionalKey("deletion_id"),
      let at = optionalInstant("deleted_at")
    else { return nil }
    return DeletionMark(deletion: deletion, at: at)
  }
}
