import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel

/// Reads the lines of a repository, each of which this program wrote, or somebody who means harm.
enum RepositoryJSON {
  /// Reads a line whose digest is right.
  ///
  /// What is not known there was not damaged but written by a newer version.
  static func read<Value>(
    _ line: [UInt8], path: String,
    _ body: (inout JSONFieldReader) throws(FieldFault) -> Value
  ) throws(RepositoryFault) -> Value {
    let parsed = line.withUnsafeBufferPointer { buffer in
      JSONParser().parse(buffer) { element -> Result<Value, FieldFault> in
        do throws(FieldFault) {
          return .success(try JSONFieldReader.read(element, pointer: "", body))
        } catch {
          return .failure(error)
        }
      }
    }
    switch parsed {
    case .success(.success(let value)): return value
    case .success(.failure(let fault)) where fault.cause == .unknown:
      throw RepositoryFault(.newerVersion, path: path)
    case .success(.failure(let fault)):
      throw RepositoryFault(
        .damaged(detail: fault.what.prefix(300).description.escapedForTerminal), path: path)
    case .failure(let fault):
      throw RepositoryFault(.damaged(detail: "it is no JSON: \(fault.detail)"), path: path)
    }
  }
}

extension JSONFieldReader {
  /// Refuses all versions but one; a higher one as something that is not known.
  mutating func version(_ known: Int) throws(FieldFault) {
    let version = try number("version", in: 1...Int(Int32.max))
    guard version == known else { throw fault(.unknown, "version") }
  }

  mutating func number(
    _ name: StaticString, in range: ClosedRange<Int>
  ) throws(FieldFault) -> Int {
    guard let number = try integer(name) else { throw fault(.missing, name) }
    guard range.contains(number) else { throw fault(.invalid, name) }
    return number
  }

  mutating func instant(_ name: StaticString) throws(FieldFault) -> Instant {
    let text = try requiredString(name)
    guard let instant = Instant(text), instant.description == text else {
      throw fault(.invalid, name)
    }
    return instant
  }

  mutating func digest(_ name: StaticString) throws(FieldFault) -> Digest {
    Digest(bytes: try hex(name, bytes: 32))
  }

  /// So many bytes in hexadecimal digits of lower case.
  mutating func hex(_ name: StaticString, bytes count: Int) throws(FieldFault) -> [UInt8] {
    let text = Array(try requiredString(name).utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    guard text.count == count * 2 else { throw fault(.invalid, name) }
    for position in stride(from: 0, to: text.count, by: 2) {
      guard let high = HexDigit.value(text[position]), let low = HexDigit.value(text[position + 1])
      else { throw fault(.invalid, name) }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// A text of some bytes, at least one and at most so many.
  mutating func text(
    _ name: StaticString, longest: Int
  ) throws(FieldFault) -> String? {
    guard let text = try string(name) else { return nil }
    guard (1...longest).contains(text.utf8.count) else { throw fault(.invalid, name) }
    return text
  }

  mutating func requiredText(_ name: StaticString, longest: Int) throws(FieldFault) -> String {
    guard let text = try text(name, longest: longest) else { throw fault(.missing, name) }
    return text
  }
}

extension JSONWriter {
  mutating func member(_ name: StaticString, _ number: Int) {
    key(name)
    integer(number)
  }

  mutating func member(_ name: StaticString, _ instant: Instant) {
    key(name)
    string(instant.description)
  }

  mutating func member(_ name: StaticString, hex bytes: [UInt8]) {
    key(name)
    string(HexDigit.text(bytes))
  }
}

/// Hexadecimal digits of lower case; one spelling for each value, so that a changed case is a change.
enum HexDigit {
  static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x61...0x66: character - 0x61 + 10
    default: nil
    }
  }

  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest that 64 digits of lower case say.
  static func digest(_ text: String) -> Digest? {
    guard text.utf8.count == 64, text.utf8.allSatisfy({ value($0) != nil }) else { return nil }
    return Digest(hex: text)
  }
}
