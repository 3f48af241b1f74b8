import Synchronization

/// Something that does not begin again before it has ended.
final class OneAtATime: Sendable {
  private let isOn = Mutex(false)

  /// Begins it; false where it has not ended.
  func begin() -> Bool {
    isOn.withLock { isOn in
      defer { isOn = true }
      return !isOn
    }
  }

  func end() { isOn.withLock { $0 = false } }
}
