// The written forms of a recipe body, and the ids and digests that come from them.
//
// In:  values of RecipeModel, or the JSON of a body.
// Out: the canonical JSON of a body, its digests, its Markdown, name-based ids.
// Never here: other programs' formats, files, the store.

import JSONText
public import RecipeModel

/// A body with its canonical JSON and the digests of it.
public struct CodedBody: Sendable, Equatable {
  /// The title, as stored beside the JSON.
  public var title: String
  /// The canonical JSON: members in fixed order, empty ones left out (`RecipeBody.write(to:)`).
  public var json: [UInt8]
  /// SHA-256 of the canonical JSON.
  public var digest: Digest
  /// The first 16 bytes of SHA-256 over title, ingredients and steps alone.
  ///
  /// Two recipes with an equal one say the same, whoever is credited.
  public var contentDigest: [UInt8]
}

/// Codes bodies one after the other, reusing its buffers.
public struct BodyCoder {
  private var writer = JSONWriter()
  private var content: [UInt8] = []

  public init() {}

  public mutating func code(_ body: RecipeBody) -> CodedBody {
    writer.removeAll()
    body.write(to: &writer)
    content.removeAll(keepingCapacity: true)
    body.appendContent(to: &content)
    // A copy of just its size, so that the writer keeps its buffer for the next.
    let json = Array(writer.bytes[...])
    return CodedBody(
      title: body.title, json: json, digest: Digest.sha256(json),
      contentDigest: Array(Digest.sha256(content).bytes.prefix(16)))
  }
}

extension RecipeBody {
  /// Appends what the content digest covers; unit separators keep the fields apart.
  func appendContent(to bytes: inout [UInt8]) {
    func append(_ mark: UInt8, _ text: String) {
      bytes.append(mark)
      bytes.append(contentsOf: text.utf8)
    }
    append(0x1C, title)
    for group in ingredients {
      append(0x1D, group.name ?? "")
      for index in group.ingredients.indices { append(0x1E, group.ingredients[index].text) }
    }
    for group in steps {
      append(0x1D, group.name ?? "")
      for step in group.steps { append(0x1F, step) }
    }
  }
}
