import Crypto
import JSONText
import RecipeModel

/// Digests of source records, before any interpretation.
enum RecordDigest {
  /// SHA-256 of bytes as they stand in the source.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> RecipeModel.Digest {
    var hash = SHA256()
    hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    return RecipeModel.Digest(bytes: hash.finalize().withUnsafeBytes { Array($0) })
  }

  /// SHA-256 of values in the one form that `JSONWriter` writes, one a line.
  ///
  /// For records that share a document: they have no bytes of their own that could be told
  /// apart from the layout of the document.
  static func of(_ values: [JSONElement]) -> RecipeModel.Digest {
    var writer = JSONWriter()
    for value in values {
      write(value, to: &writer)
      writer.endLine()
    }
    return writer.bytes.withUnsafeBufferPointer { of($0) }
  }

  /// SHA-256 of what several statements of one record and their page say.
  static func of(_ parts: [RecipeModel.Digest], _ texts: [String?]) -> RecipeModel.Digest {
    var hash = SHA256()
    for part in parts { hash.update(data: part.bytes) }
    for text in texts { hash.update(data: Array((text ?? "").utf8) + [0]) }
    return RecipeModel.Digest(bytes: Array(hash.finalize()))
  }

  /// Writes a parsed value, its members in the order of the source.
  static func write(_ element: JSONElement, to writer: inout JSONWriter) {
    switch element.kind {
    case .object:
      writer.object { writer in
        for (name, value) in element.members {
          writer.key(name.text)
          write(value, to: &writer)
        }
      }
    case .array:
      writer.array { writer in
        for value in element.elements { write(value, to: &writer) }
      }
    case .string, .integer, .double, .bool, .null: writer.value(element.value)
    }
  }
}
