import JSONText
import RecipeModel

extension JSONWriter {
  mutating func member(_ name: String, _ instant: Instant?) {
    member(name, instant?.description)
  }

  mutating func member(_ name: String, _ number: (some BinaryInteger)?) {
    guard let number else { return }
    key(name)
    integer(number)
  }

  /// Writes `true`, or nothing.
  mutating func flag(_ name: String, _ isSet: Bool) {
    guard isSet else { return }
    key(name)
    bool(true)
  }

  mutating func member(_ name: String, hex bytes: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    member(name, String(decoding: text, as: UTF8.self))
  }

  mutating func member(_ name: String, json: [UInt8]?) {
    guard let json else { return }
    key(name)
    raw(json)
  }
}
