import JSONText

extension JSONElement {
  /// The elements of an array by a number that each states; those that agree, or state none, stay
  /// in their order.
  func elements(by name: StaticString) -> [JSONElement] {
    elements.enumerated().sorted { first, second in
      let left = first.element.member(name)?.integer ?? 0
      let right = second.element.member(name)?.integer ?? 0
      return (left, first.offset) < (right, second.offset)
    }.map(\.element)
  }
}
