// JSON in and out, by bytes.
//
// In:  a byte source, split into records while it arrives (`JSONRecordStream`), each parsed
//      strictly by simdjson (`JSONParser`) and, where that fails, repaired and parsed again.
// Out: bytes in one deterministic form (`JSONWriter`).
// Of members with one name the first counts, whoever reads them: RFC 8259 (section 4) leaves it
// open, and one rule for all readers keeps what one checks what another one takes.
// Never here: what the records mean. This module knows no recipe.

import CSimdJSON

/// Parses JSON texts one after the other, reusing its buffers.
///
/// Strict as RFC 8259: valid UTF-8, no comments, no trailing commas, numbers that fit a signed or
/// unsigned 64-bit integer or a finite double, nesting to 1,024. Of members with one name all
/// stay in place, and the first counts: `JSONElement.member` gives it.
public final class JSONParser {
  private let parser: OpaquePointer
  private var padded: [UInt8] = []

  public init() {
    guard let parser = levain_json_parser_make() else {
      preconditionFailure("no memory for a JSON parser")
    }
    self.parser = parser
  }

  deinit {
    levain_json_parser_free(parser)
  }

  /// Parses one document and hands its root to `body`.
  ///
  /// The root and everything reached from it are valid inside `body` only.
  @inlinable
  public func parse<Result, Failure: Error>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONElement) throws(Failure) -> Result
  ) throws(Failure) -> Swift.Result<Result, JSONFault> {
    switch root(of: bytes) {
    case .success(let root): .success(try body(root))
    case .failure(let fault): .failure(fault)
    }
  }

  /// The root of a document, valid until the next one is parsed.
  @usableFromInline
  func root(of bytes: UnsafeBufferPointer<UInt8>) -> Swift.Result<JSONElement, JSONFault> {
    let padding = levain_json_padding()
    if padded.count < bytes.count + padding {
      padded = [UInt8](repeating: 0, count: max(bytes.count + padding, padded.count * 2))
    }
    let code = padded.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return 0 }
      if let source = bytes.baseAddress { base.update(from: source, count: bytes.count) }
      base.advanced(by: bytes.count).update(repeating: 0, count: padding)
      return levain_json_parse(parser, base, bytes.count)
    }
    guard code == 0 else {
      return .failure(JSONFault(detail: String(cString: levain_json_message(code)), offset: nil))
    }
    guard let tape = levain_json_tape(parser), let strings = levain_json_strings(parser) else {
      preconditionFailure("a document that parsed has a tape")
    }
    return .success(JSONElement(tape: tape, strings: strings, index: 1))
  }

  /// Parses strictly and, where that fails, once more after `JSONRepair`.
  ///
  /// `body` is told whether the text had to be repaired. The fault, if it cannot be, names the
  /// first byte that is beyond repair.
  @inlinable
  public func parseTolerantly<Result, Failure: Error>(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ body: (JSONElement, _ isRepaired: Bool) throws(Failure) -> Result
  ) throws(Failure) -> Swift.Result<Result, JSONFault> {
    switch root(of: bytes) {
    case .success(let root): .success(try body(root, false))
    case .failure(let fault):
      switch repairedRoot(of: bytes, refusedFor: fault) {
      case .success(let root): .success(try body(root, true))
      case .failure(let fault): .failure(fault)
      }
    }
  }

  @usableFromInline
  func repairedRoot(
    of bytes: UnsafeBufferPointer<UInt8>, refusedFor fault: JSONFault
  ) -> Swift.Result<JSONElement, JSONFault> {
    switch JSONRepair.repair(bytes) {
    case .failure(let fault): return .failure(fault)
    case .success(let repaired):
      // What repair let through and simdjson still refuses (a number out of range, say) has no
      // better description than simdjson's own.
      return repaired.withUnsafeBufferPointer { root(of: $0) }.mapError { _ in fault }
    }
  }
}

/// Why a JSON text cannot be parsed.
public struct JSONFault: Error, Sendable, Equatable {
  /// What is wrong, in lower case, without any of the text.
  public var detail: String
  /// The offending byte, counted from 0 in the text; nil when not known.
  public var offset: Int?
  /// Whether the bytes are not UTF-8.
  public var isEncoding: Bool

  public init(detail: String, offset: Int?, isEncoding: Bool = false) {
    self.detail = detail
    self.offset = offset
    self.isEncoding = isEncoding
  }
}
