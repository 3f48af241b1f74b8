/// The bytes of a text in which `%81` stands for the byte 0x81, the rest for its UTF-8.
public func bytes(escaped text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = text[...]
  while let character = rest.popFirst() {
    if character == "%", let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    } else {
      bytes += Array(String(character).utf8)
    }
  }
  return bytes
}
