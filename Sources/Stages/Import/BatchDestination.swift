import Store

/// Where an import hands over what it has read, batch by batch, in order.
protocol BatchDestination {
  /// Takes a batch, maybe not yet to its end.
  ///
  /// - Parameters:
  ///   - batch: What was read since the batch before.
  ///   - position: How far the input is dealt with once the batch is.
  /// - Throws: What hindered this batch or an earlier one.
  func take(_ batch: ImportBatch, upTo position: Checkpoint) throws

  /// Waits until everything is dealt with; throws what hindered it.
  func finish() throws
}

extension BatchWriter: BatchDestination {
  func take(_ batch: ImportBatch, upTo position: Checkpoint) throws {
    try store(batch, upTo: position)
  }
}
