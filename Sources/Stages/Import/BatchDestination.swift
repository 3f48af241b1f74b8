import Store

/// Where an import hands over what it has read, batch by batch, in order.
protocol BatchDestination {
  /// Whether the records handed over next should bring the texts that can be searched.
  var wantsTexts: Bool { get }

  /// Takes a batch, maybe not yet to its end.
  ///
  /// - Parameters:
  ///   - batch: What was read since the batch before.
  ///   - position: How far the input is dealt with once the batch is.
  ///   - isLast: Whether nothing comes after it.
  /// - Throws: What hindered this batch or an earlier one.
  func take(_ batch: ImportBatch, upTo position: Checkpoint, isLast: Bool) throws

  /// Waits until everything is dealt with; throws what hindered it.
  func finish() throws
}
