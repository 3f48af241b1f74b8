extension JSONWriter {
  /// Writes a member; nothing when there is no value.
  public mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    bool(flag)
  }

  public mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    array { writer in
      for text in texts { writer.string(text) }
    }
  }
}
